//! What the decoder accepts, and what it leaves to the server's schemas.

use two_list_sum_json::{Integers, Problem, decode_batch, decode_problem, decode_targets};

const BODY: &str = r#"{"list_a":[3,4,6],"list_b":[3,4,6],"target":10}"#;

fn problem() -> Problem {
    let list = || Integers::Signed(vec![3, 4, 6]);
    Problem {
        list_a: list(),
        list_b: list(),
        target: 10,
    }
}

#[test]
fn json_is_accepted_in_any_order_and_with_any_white_space() {
    for body in [
        BODY,
        r#" { "target" : 10 , "list_b" : [ 3 , 4 , 6 ] , "list_a" : [3,4,6] } "#,
        "{\"list_a\":[3,\n4,\r6],\"list_b\":\t[3,4,6],\"target\":10}\n",
        r#"{"list\u005fa":[3,4,6],"list_b":[3,4,6],"target":10}"#,
    ] {
        assert_eq!(decode_problem(body.as_bytes()), Some(problem()), "{body}");
    }
}

#[test]
fn integers_are_signed_if_all_fit() {
    let body = format!(
        r#"{{"list_a":[{}],"list_b":[1,{}],"target":{}}}"#,
        i64::MAX,
        u64::MAX,
        u64::MAX
    );
    let decoded = decode_problem(body.as_bytes()).unwrap();
    assert_eq!(decoded.list_a, Integers::Signed(vec![i64::MAX]));
    assert_eq!(decoded.list_b, Integers::Unsigned(vec![1, u64::MAX]));
    assert_eq!(decoded.target, u64::MAX);
}

#[test]
fn other_numbers_are_rejected() {
    for number in [
        "0",
        "-0",
        "-1",
        "18446744073709551616",
        "3.0",
        "1e2",
        "01",
        "+1",
        "1.",
        "0x1",
        "NaN",
        "\"3\"",
        "true",
        "null",
        "[1]",
        "{}",
    ] {
        for body in [
            format!(r#"{{"list_a":[{number}],"list_b":[1],"target":1}}"#),
            format!(r#"{{"list_a":[1],"list_b":[1,{number}],"target":1}}"#),
            format!(r#"{{"list_a":[1],"list_b":[1],"target":{number}}}"#),
        ] {
            assert_eq!(decode_problem(body.as_bytes()), None, "{body}");
        }
    }
}

#[test]
fn other_structures_are_rejected() {
    for body in [
        "null",
        "[]",
        "{}",
        "[[3],[4],7]",
        r#"{"list_a":[3],"list_b":[4]}"#,
        r#"{"list_a":3,"list_b":[4],"target":7}"#,
        r#"{"list_a":[3],"list_b":[4],"target":7,"more":1}"#,
        r#"{"list_a":[3],"list_b":[4],"target":7,"target":8}"#,
        r#"{"list_a":[3,],"list_b":[4],"target":7}"#,
        r#"{"list_a":[3],"list_b":[4],"target":7"#,
        r#"{"list_a":[3],"list_b":[4],"target":7}}"#,
        r#"{"list_a":[3],"list_b":[4],"target":7} 1"#,
    ] {
        assert_eq!(decode_problem(body.as_bytes()), None, "{body}");
        assert_eq!(decode_batch(format!("[{body}]").as_bytes()), None, "{body}");
    }
    assert_eq!(decode_problem(b""), None);
    assert_eq!(decode_problem(b"{\"list_a\xff\":[]}"), None);
}

#[test]
fn unexpected_nesting_is_rejected_without_recursion() {
    for deep in [
        "[".repeat(1_000_000),
        "[".repeat(1_000_000) + &"]".repeat(1_000_000),
        r#"{"list_a":"#.repeat(1_000_000),
    ] {
        for body in [
            deep.clone(),
            format!("[{deep}"),
            format!(r#"{{"list_a":{deep}"#),
            format!(r#"{{"list_a":[{deep}"#),
            format!(r#"{{"target":{deep}"#),
            format!(r#"{{"targets":{deep}"#),
            format!(r#"{{"targets":[{deep}"#),
            format!(r#"{{"more":{deep}"#),
            format!(r"{{{deep}"),
            format!(r#"[{{"list_a":[{deep}"#),
            format!(r#"[{{"target":{deep}"#),
        ] {
            assert_eq!(decode_problem(body.as_bytes()), None);
            assert_eq!(decode_targets(body.as_bytes()), None);
            assert_eq!(decode_batch(body.as_bytes()), None);
        }
    }
}

#[test]
fn truncated_bodies_are_rejected() {
    for length in 0..BODY.len() {
        assert_eq!(decode_problem(&BODY.as_bytes()[..length]), None);
    }
}

#[test]
fn many_targets_and_batches_are_accepted() {
    let body = r#"{"list_a":[3,4,6],"list_b":[],"targets":[10,11]}"#;
    let decoded = decode_targets(body.as_bytes()).unwrap();
    assert_eq!(decoded.target, Integers::Signed(vec![10, 11]));
    assert_eq!(decoded.list_b, Integers::Signed(vec![]));
    assert_eq!(decode_targets(BODY.as_bytes()), None);

    let batch = format!("[{BODY},{BODY}]");
    assert_eq!(
        decode_batch(batch.as_bytes()),
        Some(vec![problem(), problem()])
    );
    assert_eq!(decode_batch(b"[]"), Some(vec![]));
}
