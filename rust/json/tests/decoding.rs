//! What is taken, and what is left to the service's model.

use two_list_sum_json::{Integers, Problem, decode_batch, decode_problem, decode_targets};

const PLAIN: &str = r#"{"list_a":[3,4,6],"list_b":[3,4,6],"target":10}"#;

fn plain() -> Problem {
    let list = || Integers::Signed(vec![3, 4, 6]);
    Problem {
        list_a: list(),
        list_b: list(),
        target: 10,
    }
}

#[test]
fn plain_json_is_taken_whatever_its_order_and_white_space() {
    for body in [
        PLAIN,
        r#" { "target" : 10 , "list_b" : [ 3 , 4 , 6 ] , "list_a" : [3,4,6] } "#,
        "{\"list_a\":[3,\n4,\r6],\"list_b\":\t[3,4,6],\"target\":10}\n",
        r#"{"list\u005fa":[3,4,6],"list_b":[3,4,6],"target":10}"#,
    ] {
        assert_eq!(decode_problem(body.as_bytes()), Some(plain()), "{body}");
    }
}

#[test]
fn integers_have_a_sign_unless_they_need_its_bit() {
    let body = format!(
        r#"{{"list_a":[{}],"list_b":[1,{}],"target":{}}}"#,
        i64::MAX,
        u64::MAX,
        u64::MAX
    );
    let problem = decode_problem(body.as_bytes()).unwrap();
    assert_eq!(problem.list_a, Integers::Signed(vec![i64::MAX]));
    assert_eq!(problem.list_b, Integers::Unsigned(vec![1, u64::MAX]));
    assert_eq!(problem.target, u64::MAX);
}

#[test]
fn other_numbers_are_not_taken() {
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
fn other_shapes_are_not_taken() {
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
fn nesting_ends_where_it_is_wrong() {
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
fn every_end_that_is_missing_is_noticed() {
    for length in 0..PLAIN.len() {
        assert_eq!(decode_problem(&PLAIN.as_bytes()[..length]), None);
    }
}

#[test]
fn many_targets_and_many_problems_are_taken() {
    let body = r#"{"list_a":[3,4,6],"list_b":[],"targets":[10,11]}"#;
    let problem = decode_targets(body.as_bytes()).unwrap();
    assert_eq!(problem.target, Integers::Signed(vec![10, 11]));
    assert_eq!(problem.list_b, Integers::Signed(vec![]));
    assert_eq!(decode_targets(PLAIN.as_bytes()), None);

    let batch = format!("[{PLAIN},{PLAIN}]");
    assert_eq!(decode_batch(batch.as_bytes()), Some(vec![plain(), plain()]));
    assert_eq!(decode_batch(b"[]"), Some(vec![]));
}
