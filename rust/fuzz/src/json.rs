//! Differential fuzzing of the JSON decoder against `serde_json`, followed by strict checks.

use std::{fmt, slice};

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use two_list_sum_json::{Integers, Problem, decode_batch, decode_problem, decode_targets};

/// What the bytes from 16 on expand to. Without these a fuzzer seldom generates a valid body.
const TOKENS: [&str; 16] = [
    r#"{"list_a":[1"#,
    r#"],"list_b":[1"#,
    r#"],"target":1"#,
    r#"],"targets":[1"#,
    "}",
    "]",
    ",",
    ",9223372036854775807",
    ",9223372036854775808",
    ",18446744073709551615",
    ",18446744073709551616",
    ",1234567812345678",
    "0",
    ".0",
    "e1",
    "                                ",
];

/// Compares the results of the decoders with those of the oracle.
///
/// # Panics
///
/// A result differs: a decoder accepts, rejects or reads a body wrongly.
pub fn check_json(bytes: &[u8]) {
    let body = &expanded(bytes);
    let object: Option<Object> = serde_json::from_slice(body).ok();
    let one = object
        .as_ref()
        .and_then(|object| problem(object, "target", integer));
    assert_eq!(decode_problem(body), one, "{}", body.escape_ascii());
    let many = object
        .as_ref()
        .and_then(|object| problem(object, "targets", integers));
    assert_eq!(decode_targets(body), many, "{}", body.escape_ascii());
    let objects: Option<Vec<Object>> = serde_json::from_slice(body).ok();
    let batch = objects.and_then(|objects| {
        let problems = objects
            .iter()
            .map(|object| problem(object, "target", integer));
        problems.collect::<Option<Vec<_>>>()
    });
    assert_eq!(decode_batch(body), batch, "{}", body.escape_ascii());
}

/// The body: the bytes, with tokens expanded.
fn expanded(bytes: &[u8]) -> Vec<u8> {
    let token = |byte: &u8| Some(TOKENS.get(usize::from(byte.checked_sub(16)?))?.as_bytes());
    let bytes = bytes
        .iter()
        .map(|byte| token(byte).unwrap_or(slice::from_ref(byte)));
    bytes.collect::<Vec<_>>().concat()
}

/// The members of an object as written, duplicates included.
struct Object(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor)
    }
}

struct ObjectVisitor;

impl<'de> Visitor<'de> for ObjectVisitor {
    type Value = Object;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Object, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = access.next_entry()? {
            members.push(member);
        }
        Ok(Object(members))
    }
}

/// The problem, if the object has exactly its members, each once and valid.
fn problem<T>(
    Object(members): &Object,
    name_of_target: &str,
    target: fn(&Value) -> Option<T>,
) -> Option<Problem<T>> {
    let member = |name| Some(&members.iter().find(|(other, _)| other == name)?.1);
    let problem = Problem {
        list_a: integers(member("list_a")?)?,
        list_b: integers(member("list_b")?)?,
        target: target(member(name_of_target)?)?,
    };
    (members.len() == 3).then_some(problem)
}

/// A positive integer of at most 64 bits. `serde_json` reads numbers with a fraction or an exponent as
/// floats.
fn integer(value: &Value) -> Option<u64> {
    value.as_u64().filter(|&integer| integer > 0)
}

fn integers(value: &Value) -> Option<Integers> {
    let unsigned: Vec<u64> = value
        .as_array()?
        .iter()
        .map(integer)
        .collect::<Option<_>>()?;
    let signed = unsigned.iter().map(|&integer| i64::try_from(integer));
    Some(match signed.collect() {
        Ok(signed) => Integers::Signed(signed),
        Err(_) => Integers::Unsigned(unsigned),
    })
}
