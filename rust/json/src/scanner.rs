//! The structure of JSON: objects, lists, and values that are skipped.
//!
//! Nothing here recurses, whatever a body nests.

use std::str;

use serde::de::IgnoredAny;

/// Values that nest deeper are left to the server's schemas, which refuse some of them.
const MAX_DEPTH: usize = 64;

/// Reads a body from its beginning to its end. A method that returns `None` has found something that
/// this decoder does not read, after which the rest is of no use.
pub struct Scanner<'a> {
    pub rest: &'a [u8],
}

impl<'a> Scanner<'a> {
    pub fn new(body: &'a [u8]) -> Self {
        Self { rest: body }
    }

    /// Whether only white space is left.
    pub fn is_at_end(&mut self) -> bool {
        self.skip_white_space();
        self.rest.is_empty()
    }

    /// The next byte, which is no white space.
    #[inline]
    pub fn peek(&mut self) -> Option<u8> {
        self.skip_white_space();
        self.rest.first().copied()
    }

    /// Reads a byte if it is next, after white space.
    #[inline]
    pub fn take(&mut self, byte: u8) -> Option<()> {
        if self.peek()? != byte {
            return None;
        }
        self.rest = &self.rest[1..];
        Some(())
    }

    /// Reads a list, each element by a function.
    #[inline]
    pub fn list(&mut self, element: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.between(b'[', b']', element)
    }

    /// Reads an object, each value by a function of its name.
    pub fn object(&mut self, mut value: impl FnMut(&mut Self, &str) -> Option<()>) -> Option<()> {
        self.between(b'{', b'}', |scanner| {
            let name = scanner.name()?;
            scanner.take(b':')?;
            value(scanner, name)
        })
    }

    /// Reads what stands between two brackets, separated by commas.
    #[inline]
    fn between(
        &mut self,
        open: u8,
        close: u8,
        mut part: impl FnMut(&mut Self) -> Option<()>,
    ) -> Option<()> {
        self.take(open)?;
        if self.peek()? == close {
            return self.take(close);
        }
        loop {
            part(self)?;
            if self.peek()? == b',' {
                self.rest = &self.rest[1..];
            } else {
                return self.take(close);
            }
        }
    }

    /// Reads a name without escapes.
    fn name(&mut self) -> Option<&'a str> {
        self.take(b'"')?;
        let length = self
            .rest
            .iter()
            .position(|&byte| matches!(byte, b'"' | b'\\' | ..b' '))?;
        let name = str::from_utf8(&self.rest[..length]).ok()?;
        self.rest = &self.rest[length..];
        self.take(b'"')?;
        Some(name)
    }

    /// Skips a value of any kind.
    pub fn skip(&mut self) -> Option<()> {
        let mut values = serde_json::Deserializer::from_slice(self.rest).into_iter::<IgnoredAny>();
        values.next()?.ok()?;
        let (value, rest) = self.rest.split_at(values.byte_offset());
        // `serde_json` checks neither that skipped text is UTF-8, nor that surrogates form pairs.
        str::from_utf8(value).ok()?;
        if depth(value) > MAX_DEPTH || value.windows(4).any(is_surrogate) {
            return None;
        }
        self.rest = rest;
        Some(())
    }

    #[inline]
    fn skip_white_space(&mut self) {
        while let [b' ' | b'\n' | b'\r' | b'\t', rest @ ..] = self.rest {
            self.rest = rest;
        }
    }
}

/// Whether four bytes begin the escape of a surrogate, from `\ud800` to `\udfff`.
fn is_surrogate(bytes: &[u8]) -> bool {
    matches!(bytes, [b'\\', b'u', b'd' | b'D', second] if second.is_ascii_hexdigit() && *second > b'7')
}

/// How deep a valid value nests.
fn depth(value: &[u8]) -> usize {
    let (mut depth, mut max, mut in_string, mut escaped) = (0, 0, false, false);
    for &byte in value {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                depth += 1;
                max = max.max(depth);
            }
            b']' | b'}' if !in_string => depth -= 1,
            _ => (),
        }
    }
    max
}
