//! A strict subset of JSON, as types for serde.
//!
//! Every type here requests any value from its deserializer, and rejects the wrong kinds by itself.
//! If it requested the right kind, as serde's own integers and vectors do, sonic-rs would parse a
//! wrong value to its end before it fails, by unlimited recursion: a body of a million brackets would
//! overflow the stack, which aborts the process.

use std::fmt;
use std::marker::PhantomData;
use std::num::NonZero;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};

/// The members of a problem with one target.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OneTarget {
    pub list_a: List<Positive>,
    pub list_b: List<Positive>,
    pub target: Positive,
}

/// The members of a problem with many targets.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManyTargets {
    pub list_a: List<Positive>,
    pub list_b: List<Positive>,
    pub targets: List<Positive>,
}

/// An integer from 1 to 2^64 - 1.
pub struct Positive(pub NonZero<u64>);

/// An array.
pub struct List<T>(pub Vec<T>);

/// An object with the members of `T`. Unlike serde's structs it cannot be written as an array.
pub struct Object<T>(pub T);

impl<'de> Deserialize<'de> for Positive {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PositiveVisitor)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ListVisitor(PhantomData))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ObjectVisitor(PhantomData))
    }
}

struct PositiveVisitor;

impl Visitor<'_> for PositiveVisitor {
    type Value = Positive;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a positive integer")
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Positive, E> {
        let positive = NonZero::new(value).map(Positive);
        positive.ok_or_else(|| E::invalid_value(Unexpected::Unsigned(value), &self))
    }
}

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ListVisitor<T> {
    type Value = List<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<List<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(element) = elements.next_element()? {
            list.push(element);
        }
        Ok(List(list))
    }
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = Object<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Object<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(members)).map(Object)
    }
}
