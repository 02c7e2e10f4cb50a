//! What the decoder accepts, and what it leaves to the server's schemas.

use two_list_sum_json::{
    Integers, Problem, Tolerances, decode_batch, decode_problem, decode_targets,
};

const BODY: &str = r#"{"list_a":[3,4,6],"list_b":[3,4,6],"target":10}"#;

fn problem() -> Problem {
    let list = || Integers::Signed(vec![3, 4, 6]);
    Problem {
        list_a: list(),
        list_b: list(),
        target: 10,
        tolerance: None,
        limit: None,
        scale: 0,
    }
}

/// Decodes a problem with these members.
fn decode_members(list_a: &str, list_b: &str, target: &str) -> Option<Problem> {
    let body = format!(r#"{{"list_a":[{list_a}],"list_b":[{list_b}],"target":{target}}}"#);
    decode_problem(body.as_bytes())
}

#[test]
fn json_is_accepted_in_any_order_and_with_any_white_space() {
    for body in [
        BODY,
        r#" { "target" : 10 , "list_b" : [ 3 , 4 , 6 ] , "list_a" : [3,4,6] } "#,
        "{\"list_a\":[3,\n4,\r6],\"list_b\":\t[3,4,6],\"target\":10}\n",
        r#"{"list_a":[3,4,6],"more":{"x":[1e5,"é\n\u00e9\\",null]},"list_b":[3,4,6],"target":10,"":0}"#,
    ] {
        assert_eq!(decode_problem(body.as_bytes()), Some(problem()), "{body}");
    }
}

#[test]
fn integers_are_signed_if_all_fit() {
    let (signed, unsigned) = (i64::MAX, u64::MAX);
    let decoded = decode_members(
        &format!("{signed},-{signed}"),
        &format!("1,{unsigned}"),
        "-0",
    );
    let decoded = decoded.unwrap();
    assert_eq!(decoded.list_a, Integers::Signed(vec![signed, -signed]));
    assert_eq!(decoded.list_b, Integers::Unsigned(vec![1, unsigned]));
    assert_eq!(decoded.target, 0);
    assert_eq!(decode_members(&format!("-1,{unsigned}"), "1", "1"), None);
    let target = decode_members("", "", &format!("-{unsigned}"))
        .unwrap()
        .target;
    assert_eq!(target, -i128::from(unsigned));
}

#[test]
fn all_numbers_have_the_same_scale() {
    let decoded = decode_members("1,0.5,-0.25,1102.460", "7", "0.1").unwrap();
    assert_eq!(decoded.scale, 3);
    assert_eq!(
        decoded.list_a,
        Integers::Signed(vec![1000, 500, -250, 1_102_460])
    );
    assert_eq!(decoded.list_b, Integers::Signed(vec![7000]));
    assert_eq!(decoded.target, 100);
}

#[test]
fn numbers_that_do_not_fit_at_the_scale_are_rejected() {
    let large = "9223372036854775.807";
    let decoded = decode_members(large, "1.5", "0").unwrap();
    assert_eq!(decoded.list_a, Integers::Signed(vec![i64::MAX]));
    assert!(decode_members(large, "1.5", "0.0000").is_none());
    assert!(decode_members("9223372036854775.808", "1", "0").is_some());
    assert!(decode_members("9223372036854775.808", "1", "0.0000").is_none());
    assert!(decode_members("18446744073709551615,0.5", "1", "0").is_none());
    assert!(decode_members("0.000000000000000000", "1", "0").is_some());
    assert!(decode_members("0.0000000000000000000", "1", "0").is_none());
}

#[test]
fn a_tolerance_and_a_limit_are_optional() {
    let with = |members: &str| {
        decode_problem(format!(r#"{{"list_a":[],"list_b":[],"target":1,{members}}}"#).as_bytes())
    };
    let decoded = with(r#""tolerance":0.5,"limit":7"#).unwrap();
    assert_eq!((decoded.target, decoded.tolerance), (10, Some(5)));
    assert_eq!((decoded.limit, decoded.scale), (Some(7), 1));
    for rejected in [
        r#""tolerance":-0.5"#,
        r#""tolerance":null"#,
        r#""tolerance":[1]"#,
        r#""limit":-7"#,
        r#""limit":7.0"#,
        r#""limit":null"#,
        r#""limit":1,"limit":1"#,
    ] {
        assert_eq!(with(rejected), None, "{rejected}");
    }
}

#[test]
fn other_numbers_are_rejected() {
    for number in [
        "18446744073709551616",
        "-9223372036854775809",
        "1e2",
        "1.5E2",
        "01",
        "-01",
        "00",
        "+1",
        "-",
        ".5",
        "1.",
        "1.-5",
        "- 1",
        "0x1",
        "1_0",
        "NaN",
        "Infinity",
        "\"3\"",
        "true",
        "null",
        "[1]",
        "{}",
    ] {
        assert_eq!(decode_members(number, "1", "1"), None, "{number}");
        assert_eq!(
            decode_members("1", &format!("1,{number}"), "1"),
            None,
            "{number}"
        );
        let is_target = decode_members("1", "1", number).is_some();
        assert_eq!(is_target, number == "-9223372036854775809", "{number}");
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
        r#"{"list_a":[3],"list_b":[4],"target":7,"more":01}"#,
        r#"{"list_a":[3],"list_b":[4],"target":7,"more":"\ud800"}"#,
        r#"{"list_a":[3],"list_b":[4],"target":7,"more"}"#,
        r#"{"list\u005fa":[3],"list_b":[4],"target":7}"#,
        r#"{"list_a":[3],"list_b":[4],"target":7,}"#,
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
    for not_utf8 in [
        b"\"\xff\":1".as_slice(),
        b"\"more\":\"\xff\"",
        b"\"more\":\"\x00\"",
    ] {
        let (begin, end) = BODY.as_bytes().split_at(BODY.len() - 1);
        assert_eq!(decode_problem(&[begin, b",", not_utf8, end].concat()), None);
    }
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
fn unexpected_members_nest_up_to_a_limit() {
    let decoded = |more: &str| {
        decode_problem(
            BODY.replacen('{', &format!(r#"{{"more":{more},"#), 1)
                .as_bytes(),
        )
    };
    let nested = |depth: usize, inner: &str| "[".repeat(depth) + inner + &"]".repeat(depth);
    for inner in [
        "",
        "1",
        r#""[[{{""#,
        r#""\"[[""#,
        r#""\\""#,
        r#"[],{"x":[]}"#,
    ] {
        let depth = if inner.starts_with('[') { 62 } else { 64 };
        assert_eq!(decoded(&nested(depth, inner)), Some(problem()), "{inner}");
        assert_eq!(decoded(&nested(depth + 1, inner)), None, "{inner}");
    }
}

#[test]
fn long_lists_of_numbers_of_any_length_are_accepted() {
    for shift in [0, 1] {
        let numbers = (0..30_000_u64).map(|n| 1 << ((n * shift + n / 1000) % 63));
        let numbers: Vec<i64> = numbers.map(u64::cast_signed).collect();
        let texts: Vec<_> = numbers.iter().map(i64::to_string).collect();
        let decoded = decode_members(&texts.join(","), &texts.join(" ,\n"), "1").unwrap();
        assert_eq!(decoded.list_a, Integers::Signed(numbers));
        assert_eq!(decoded.list_a, decoded.list_b);
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

#[test]
fn many_targets_have_one_tolerance_or_one_for_each() {
    let with = |tolerance: &str| {
        let body = r#"{"list_a":[3],"list_b":[],"targets":[10,11.5],"tolerance":"#;
        decode_targets(format!("{body}{tolerance}}}").as_bytes())
    };
    let one = with("0.25").unwrap();
    assert_eq!(one.target, Integers::Signed(vec![1000, 1150]));
    assert_eq!(one.tolerance, Some(Tolerances::One(25)));
    let each = with("[0.25,1]").unwrap();
    assert_eq!(
        each.tolerance,
        Some(Tolerances::Each(Integers::Signed(vec![25, 100])))
    );
    for rejected in [
        "-1",
        "[-1,1]",
        "[[1]]",
        "null",
        "1,\"tolerance\":[1,1]",
        "[1,1],\"tolerance\":1",
    ] {
        assert_eq!(with(rejected), None, "{rejected}");
    }
}

#[test]
fn the_second_list_of_a_long_body_is_read_ahead_without_a_difference() {
    let lists = r#""list_a":[3,4,6],"list_b":[0.5,-922337203685477580]"#;
    let members = [
        "",
        r#","more":[1]"#,
        r#","more":{"[":"[[","x":[[],["["]]}"#,
        r#","list_b":[3]"#,
        r#","limit":[3]"#,
    ];
    let long = " ".repeat(1 << 20);
    let (mut accepted, mut rejected) = (0, 0);
    for before in members {
        for body in [
            format!(r#"{{"":0{before},"target":10,{lists}}}"#),
            format!(r#"{{"":0{before},"targets":[10,11],"target":10,{lists}}}"#),
            format!(r#"{{{lists}{before},"target":10}}"#),
            format!(r#"{{"list_b":[]{before},"list_a":[3,4,6],"target":10}}"#),
            format!(r#"{{"list_b":[4,5]{before},"list_a":[3,04,6],"target":10}}"#),
            format!(r#"{{"list_b":[1]{before},"list_a":[3,"[",6],"target":10}}"#),
            format!(r#"{{"list_a":[1,{long}2]{before},"list_b":[3,4,6"#),
        ] {
            let decoded = decode_problem(body.as_bytes());
            assert_eq!(
                decode_problem((body.clone() + &long).as_bytes()),
                decoded,
                "{body}"
            );
            assert_eq!(
                decode_problem((long.clone() + &body).as_bytes()),
                decoded,
                "{body}"
            );
            let decoded_targets = decode_targets(body.as_bytes());
            assert_eq!(
                decode_targets((body.clone() + &long).as_bytes()),
                decoded_targets,
                "{body}"
            );
            *if decoded.is_some() {
                &mut accepted
            } else {
                &mut rejected
            } += 1;
        }
    }
    assert!(accepted > 5 && rejected > 5);
}
