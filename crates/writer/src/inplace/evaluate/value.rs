//! Values of cells and formulas, and what operators and functions make of them.

use std::cmp::Ordering;

use lampiran_core::Decimal;
use rust_decimal::RoundingStrategy;

/// What a cell or a formula comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::inplace) enum Value {
    /// Nothing.
    Blank,
    /// A number.
    Number(Decimal),
    /// Text.
    Text(String),
    /// TRUE or FALSE.
    Bool(bool),
    /// An error value such as `#DIV/0!`.
    Error,
}

/// What stands for an operand: a single value, or the values of an area.
pub(super) enum Operand {
    One(Value),
    Many(Vec<Value>),
}

/// A value as arithmetic takes it; the error it makes. `None` where that depends on the reader's country (`"1,5"`).
pub(super) fn number(value: &Value) -> Option<Result<Decimal, Value>> {
    match value {
        Value::Blank => Some(Ok(Decimal::ZERO)),
        Value::Number(number) => Some(Ok(*number)),
        Value::Bool(truth) => Some(Ok(Decimal::from(u8::from(*truth)))),
        Value::Error => Some(Err(Value::Error)),
        Value::Text(text) => (!text.contains(|c: char| c.is_ascii_digit())).then_some(Err(Value::Error)),
    }
}

/// Two values in an operation; the error that one of them is or makes.
pub(super) fn arithmetic(
    left: &Value,
    right: &Value,
    operation: impl FnOnce(Decimal, Decimal) -> Option<Decimal>,
) -> Option<Value> {
    match (number(left)?, number(right)?) {
        (Ok(left), Ok(right)) => operation(left, right).map(Value::Number),
        (Err(error), _) | (_, Err(error)) => Some(error),
    }
}

/// Two values compared.
pub(super) fn compare(left: &Value, right: &Value, operator: &str) -> Option<Value> {
    let order = match (left, right) {
        (Value::Error, _) | (_, Value::Error) => return Some(Value::Error),
        (Value::Text(left), Value::Text(right)) => left.to_lowercase().cmp(&right.to_lowercase()),
        (Value::Blank, Value::Text(text)) => "".cmp(text.as_str()),
        (Value::Text(text), Value::Blank) => text.as_str().cmp(""),
        // Excel puts every number before every text.
        (Value::Number(_), Value::Text(_)) => Ordering::Less,
        (Value::Text(_), Value::Number(_)) => Ordering::Greater,
        (Value::Number(_) | Value::Blank, Value::Number(_) | Value::Blank) => {
            number(left)?.ok()?.cmp(&number(right)?.ok()?)
        }
        (Value::Bool(left), Value::Bool(right)) => left.cmp(right),
        (Value::Bool(_), _) | (_, Value::Bool(_)) => return None,
    };
    Some(Value::Bool(match operator {
        "<=" => order.is_le(),
        ">=" => order.is_ge(),
        "<>" => order.is_ne(),
        "=" => order.is_eq(),
        "<" => order.is_lt(),
        _ => order.is_gt(),
    }))
}

/// `SUM`: in cells only numbers count.
pub(super) fn sum(arguments: &[Operand]) -> Option<Value> {
    let mut sum = Decimal::ZERO;
    for argument in arguments {
        let values = match argument {
            Operand::Many(values) => values.as_slice(),
            Operand::One(value) => std::slice::from_ref(value),
        };
        for value in values {
            match value {
                Value::Number(number) => sum = sum.checked_add(*number)?,
                Value::Error => return Some(Value::Error),
                // Text counts when it is written into the formula, and is passed over when it stands in a cell.
                Value::Text(_) | Value::Bool(_) if matches!(argument, Operand::One(_)) => return None,
                Value::Text(_) | Value::Bool(_) | Value::Blank => {}
            }
        }
    }
    Some(Value::Number(sum))
}

/// `ROUND`: half up, away from zero.
pub(super) fn round(value: &Value, digits: &Value) -> Option<Value> {
    match (number(value)?, number(digits)?) {
        (Ok(value), Ok(digits)) => {
            let digits = u32::try_from(digits.trunc().mantissa()).ok().filter(|digits| *digits <= 15)?;
            Some(Value::Number(value.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero)))
        }
        (Err(error), _) | (_, Err(error)) => Some(error),
    }
}
