//! Differential fuzzing of the JSON decoder against `serde_json` and exact numbers made from text.

use std::{fmt, slice};

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use two_list_sum_json::{
    Integers, Problem, Tolerances, decode_batch, decode_problem, decode_targets,
};

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

/// What the bytes from 1 on expand to.
const MORE_TOKENS: [&str; 8] = [
    r#","tolerance":1"#,
    r#","tolerance":[1"#,
    r#","limit":1"#,
    r#","more":"#,
    ",-1102.46",
    ".000000000000000001",
    "-",
    r#"{"\u00e9":[null,"\n"]}"#,
];

/// Numbers of at most this many characters, if they have no exponent, must be accepted.
const PLAIN_LENGTH: usize = 9;

/// Compares the results of the decoders with those of the oracle.
///
/// # Panics
///
/// A result differs: a decoder accepts, rejects or reads a body wrongly.
pub fn check_json(bytes: &[u8]) {
    let body = &expanded(bytes);
    let object: Option<Object> = serde_json::from_slice(body).ok();
    let expected = object.as_ref().and_then(|object| object.problem("target"));
    check(body, decode_problem(body).map(one_target), expected);
    let expected = object.as_ref().and_then(|object| object.problem("targets"));
    check(body, decode_targets(body).map(many_targets), expected);
    let objects: Option<Vec<Object>> = serde_json::from_slice(body).ok();
    let problems = objects.and_then(|objects| {
        let problems = objects.iter().map(|object| object.problem("target"));
        problems.collect::<Option<Vec<_>>>()
    });
    let batch = decode_batch(body);
    let text = body.escape_ascii();
    match (batch, problems) {
        (Some(batch), Some(problems)) => {
            assert_eq!(batch.len(), problems.len(), "{text}");
            for (decoded, expected) in batch.into_iter().zip(problems) {
                check(body, Some(one_target(decoded)), Some(expected));
            }
        }
        (None, Some(problems)) => {
            let are_plain = problems.iter().all(|problem| problem.is_plain);
            assert!(!are_plain || body.contains(&b'\\'), "{text}");
        }
        (Some(_), None) => panic!("{text}"),
        (None, None) => (),
    }
}

fn check(body: &[u8], decoded: Option<Decoded>, expected: Option<Expected>) {
    let has_escape = body.contains(&b'\\'); // in a name the decoder does not read it
    let body = body.escape_ascii();
    match (decoded, expected) {
        (Some(decoded), Some(expected)) => {
            assert_eq!(decoded.numbers, expected.scaled(decoded.scale), "{body}");
            assert_eq!(decoded.limit, expected.limit, "{body}");
        }
        (None, Some(expected)) => assert!(!expected.is_plain || has_escape, "{body}"),
        (Some(_), None) => panic!("{body}"),
        (None, None) => (),
    }
}

/// The body: the bytes, with tokens expanded.
fn expanded(bytes: &[u8]) -> Vec<u8> {
    let token = |byte: &u8| {
        let token = match byte {
            1..=8 => MORE_TOKENS[usize::from(byte - 1)],
            16..=31 => TOKENS[usize::from(byte - 16)],
            _ => return slice::from_ref(byte).to_vec(),
        };
        token.as_bytes().to_vec()
    };
    bytes.iter().flat_map(token).collect()
}

/// The numbers of a problem, at its scale: the lists, the targets and the tolerances.
type Numbers = [Vec<i128>; 4];

/// What a decoder has read.
struct Decoded {
    numbers: Numbers,
    limit: Option<u64>,
    scale: u32,
}

fn one_target(problem: Problem) -> Decoded {
    decoded(problem, |target| vec![target], |tolerance| vec![tolerance])
}

fn many_targets(problem: Problem<Integers, Tolerances>) -> Decoded {
    decoded(problem, plain, |tolerances| match tolerances {
        Tolerances::One(tolerance) => vec![tolerance],
        Tolerances::Each(tolerances) => plain(tolerances),
    })
}

fn decoded<T, E>(
    problem: Problem<T, E>,
    targets: fn(T) -> Vec<i128>,
    tolerances: fn(E) -> Vec<i128>,
) -> Decoded {
    Decoded {
        numbers: [
            plain(problem.list_a),
            plain(problem.list_b),
            targets(problem.target),
            problem.tolerance.map_or_else(Vec::new, tolerances),
        ],
        limit: problem.limit,
        scale: problem.scale,
    }
}

fn plain(integers: Integers) -> Vec<i128> {
    match integers {
        Integers::Signed(values) => values.into_iter().map(i128::from).collect(),
        Integers::Unsigned(values) => values.into_iter().map(i128::from).collect(),
    }
}

/// The members of an object as written, duplicates included.
struct Object(Vec<(String, Box<RawValue>)>);

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

/// What a decoder has to read, if it accepts the body.
struct Expected {
    numbers: [Vec<Number>; 4],
    limit: Option<u64>,
    /// Whether it must accept the body.
    is_plain: bool,
}

impl Expected {
    fn scaled(&self, scale: u32) -> Numbers {
        let scaled = |number: &Number| number.digits * 10_i128.pow(scale - number.places);
        self.numbers
            .each_ref()
            .map(|numbers| numbers.iter().map(scaled).collect())
    }
}

impl Object {
    /// The problem, if each known member is there once and valid.
    fn problem(&self, name_of_target: &str) -> Option<Expected> {
        let names = ["list_a", "list_b", name_of_target, "tolerance", "limit"];
        let Self(members) = self;
        let count = |name: &&str| members.iter().filter(|(other, _)| other == name).count();
        if names.iter().any(|name| count(name) > 1) {
            return None;
        }
        let member = |name| Some(members.iter().find(|(other, _)| other == name)?.1.get());
        let is_list = name_of_target == "targets";
        let target = member(name_of_target)?;
        let targets = if is_list {
            numbers(target)?
        } else {
            vec![number(target)?]
        };
        let tolerances = match member("tolerance") {
            Some(list) if is_list && list.starts_with('[') => numbers(list)?,
            Some(one) => vec![number(one)?],
            None => vec![],
        };
        let limit = match member("limit") {
            Some(limit) => Some(limit.parse().ok()?),
            None => None,
        };
        if tolerances.iter().any(|number| number.digits < 0) {
            return None;
        }
        let numbers = [
            numbers(member("list_a")?)?,
            numbers(member("list_b")?)?,
            targets,
            tolerances,
        ];
        let are_plain = numbers.iter().flatten().all(|number| number.is_plain);
        let is_known = |(name, _): &(String, Box<RawValue>)| names.contains(&name.as_str());
        Some(Expected {
            numbers,
            limit,
            is_plain: are_plain && members.iter().all(is_known),
        })
    }
}

/// The value `digits × 10^−places`.
struct Number {
    digits: i128,
    places: u32,
    is_plain: bool,
}

/// A number of at most 38 digits, without an exponent.
fn number(text: &str) -> Option<Number> {
    let places = text
        .split_once('.')
        .map_or(0, |(_, fraction)| fraction.len());
    Some(Number {
        digits: text.replace('.', "").parse().ok()?,
        places: u32::try_from(places).ok()?,
        is_plain: text.len() <= PLAIN_LENGTH,
    })
}

fn numbers(text: &str) -> Option<Vec<Number>> {
    let elements: Vec<Box<RawValue>> = serde_json::from_str(text).ok()?;
    elements
        .iter()
        .map(|element| number(element.get()))
        .collect()
}
