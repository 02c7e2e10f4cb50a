//! Answers in JSON, as Python writes them.

use two_list_sum_json::Problem;

/// A pair as a JSON object, or `null`.
pub fn pair_in_json(problem: &Problem, pair: Option<(usize, usize)>) -> String {
    let Some((i, j)) = pair else {
        return "null".to_owned();
    };
    let a = decimal_in_json(problem.list_a.get(i), problem.scale);
    let b = decimal_in_json(problem.list_b.get(j), problem.scale);
    format!(r#"{{"i":{i},"j":{j},"a":{a},"b":{b}}}"#)
}

/// The number `value × 10^−scale` in JSON, without needless zeros: as Python writes a `Decimal`, with
/// an exponent if it is below 10^−6.
fn decimal_in_json(mut value: i128, mut scale: u32) -> String {
    while scale > 0 && value % 10 == 0 {
        value /= 10;
        scale -= 1;
    }
    if scale == 0 {
        return value.to_string();
    }
    let sign = if value < 0 { "-" } else { "" };
    let digits = value.unsigned_abs().to_string();
    let places = scale as usize;
    if digits.len() + 5 < places {
        let (first, rest) = digits.split_at(1);
        let point = if rest.is_empty() { "" } else { "." };
        return format!("{sign}{first}{point}{rest}E-{}", places + 1 - digits.len());
    }
    let digits = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    format!("{sign}{whole}.{fraction}")
}

/// A list of truth values.
pub fn list_in_json(answers: &[bool]) -> String {
    let texts = answers
        .iter()
        .map(|&answer| if answer { "true" } else { "false" });
    format!("[{}]", texts.collect::<Vec<_>>().join(","))
}
