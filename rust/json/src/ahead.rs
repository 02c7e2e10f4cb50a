//! The second list of a long body, read on another thread while the first is read on this one.

use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::{self, Builder};

use memchr::{memchr, memchr_iter};

use crate::numbers::NumberList;
use crate::scanner::Scanner;

/// Shorter bodies take less time than a thread saves.
const MIN_BYTES: usize = 1 << 20;

/// A list that is read ahead. It is found without a look at the structure of the body, so it is of use
/// only if the scanner arrives at the same place.
pub struct ListAhead<'a> {
    /// How much of the body begins with the first list, which is not waited for.
    first: usize,
    read: Receiver<(NumberList, Ends<'a>)>,
}

/// What is left of a body before a list and after it.
struct Ends<'a> {
    before: &'a [u8],
    after: &'a [u8],
}

/// Calls a function with a scanner of a body, and with the list that another thread reads meanwhile, if
/// the body is long and there is such a list.
pub fn with_list_ahead<'a, T>(
    body: &'a [u8],
    decode: impl FnOnce(&mut Scanner<'a>, Option<ListAhead<'a>>) -> T,
) -> T {
    let mut scanner = Scanner::new(body);
    let first = memchr(b'[', body).filter(|_| body.len() >= MIN_BYTES);
    let Some(first) = first.map(|position| &body[position..]) else {
        return decode(&mut scanner, None);
    };
    thread::scope(|scope| {
        let (send, read) = sync_channel(1);
        let work = move || {
            let second = memchr_iter(b'[', first).nth(1)?;
            let before = &first[second..];
            let mut scanner = Scanner::new(before);
            let list = NumberList::scan(&mut scanner)?;
            let after = scanner.rest;
            send.send((list, Ends { before, after })).ok()
        };
        let started = Builder::new().spawn_scoped(scope, work);
        let first = first.len();
        let ahead = started.ok().map(|_| ListAhead { first, read });
        decode(&mut scanner, ahead)
    })
}

/// Reads a list, or takes the one that was read ahead.
pub fn scan_list<'a>(
    scanner: &mut Scanner<'a>,
    ahead: &mut Option<ListAhead<'a>>,
) -> Option<NumberList> {
    scanner.peek()?;
    if ahead
        .as_ref()
        .is_some_and(|ahead| ahead.first != scanner.rest.len())
        && let Ok((list, ends)) = ahead.take()?.read.recv()
        && ends.before.len() == scanner.rest.len()
    {
        scanner.rest = ends.after;
        return Some(list);
    }
    NumberList::scan(scanner)
}
