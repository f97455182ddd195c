//! The functions that formulas of the form use.

use rust_decimal::RoundingStrategy;
use rust_decimal::prelude::ToPrimitive as _;

use super::parse::{Operand, value_of};
use super::value::{DIV0, NUM};
use super::{Cells, Value};
use crate::Decimal;

/// Calls a function; `None` for one that is not known here.
pub(super) fn call(cells: &mut dyn Cells, name: &str, arguments: Vec<Operand>) -> Option<Value> {
    let value = match name {
        "SUM" => total(&numbers(cells, arguments)?),
        "SUBTOTAL" => subtotal(cells, arguments)?,
        "PRODUCT" => fold(&numbers(cells, arguments)?, Decimal::ONE, Decimal::checked_mul),
        "AVERAGE" => average(&numbers(cells, arguments)?),
        "COUNT" => numbers(cells, arguments)?.map(|numbers| Decimal::from(numbers.len())).into(),
        "MIN" => numbers(cells, arguments)?.map(|numbers| numbers.into_iter().min().unwrap_or_default()).into(),
        "MAX" => numbers(cells, arguments)?.map(|numbers| numbers.into_iter().max().unwrap_or_default()).into(),
        _ => {
            let values = values(cells, arguments)?;
            return scalar(name, &values, cells);
        }
    };
    Some(value)
}

/// Functions of single values.
fn scalar(name: &str, values: &[Value], cells: &dyn Cells) -> Option<Value> {
    let at = |i: usize| values.get(i);
    let first = at(0)?;
    Some(match name {
        "ROUND" => round(first, at(1), cells, RoundingStrategy::MidpointAwayFromZero),
        "ROUNDUP" => round(first, at(1), cells, RoundingStrategy::AwayFromZero),
        "ROUNDDOWN" | "TRUNC" => round(first, at(1), cells, RoundingStrategy::ToZero),
        "INT" => first.number(cells).map(|number| number.floor()).into(),
        "ABS" => first.number(cells).map(|number| number.abs()).into(),
        "IF" => match first.truth(cells) {
            Ok(true) => at(1).cloned().unwrap_or(Value::Bool(true)),
            Ok(false) => at(2).cloned().unwrap_or(Value::Bool(false)),
            Err(error) => Value::Error(error),
        },
        "IFERROR" => match first {
            Value::Error(_) => at(1)?.clone(),
            value => value.clone(),
        },
        "ISERROR" | "ISERR" => Value::Bool(matches!(first, Value::Error(_))),
        "ISNUMBER" => Value::Bool(matches!(first, Value::Number(_))),
        "ISBLANK" => Value::Bool(*first == Value::Blank),
        "NOT" => first.truth(cells).map_or_else(Value::Error, |truth| Value::Bool(!truth)),
        "AND" => all(values, cells, |truths| truths.iter().all(|truth| *truth)),
        "OR" => all(values, cells, |truths| truths.iter().any(|truth| *truth)),
        _ => return None,
    })
}

fn values(cells: &mut dyn Cells, arguments: Vec<Operand>) -> Option<Vec<Value>> {
    arguments.into_iter().map(|argument| value_of(cells, argument)).collect()
}

/// The numbers of the arguments: in cells, texts and truth values are passed over, as SUM does.
fn numbers(cells: &mut dyn Cells, arguments: Vec<Operand>) -> Option<Result<Vec<Decimal>, &'static str>> {
    let mut numbers = Vec::new();
    for argument in arguments {
        match argument {
            Operand::Value(value) => match value.number(cells) {
                Ok(number) => numbers.push(number),
                Err(error) => return Some(Err(error)),
            },
            Operand::Cells(sheet, area) => {
                for value in cells.values(sheet.as_deref(), area)? {
                    match value {
                        Value::Number(number) => numbers.push(number),
                        Value::Error(error) => return Some(Err(error)),
                        Value::Blank | Value::Text(_) | Value::Bool(_) => {}
                    }
                }
            }
        }
    }
    Some(Ok(numbers))
}

fn total(numbers: &Result<Vec<Decimal>, &'static str>) -> Value {
    fold(numbers, Decimal::ZERO, Decimal::checked_add)
}

fn fold(
    numbers: &Result<Vec<Decimal>, &'static str>,
    start: Decimal,
    operation: fn(Decimal, Decimal) -> Option<Decimal>,
) -> Value {
    let numbers = match numbers {
        Ok(numbers) => numbers,
        Err(error) => return Value::Error(error),
    };
    numbers.iter().try_fold(start, |result, number| operation(result, *number)).ok_or(NUM).into()
}

fn average(numbers: &Result<Vec<Decimal>, &'static str>) -> Value {
    let count = numbers.as_ref().map_or(1, Vec::len);
    match total(numbers) {
        Value::Number(total) => total.checked_div(Decimal::from(count)).ok_or(DIV0).into(),
        error => error,
    }
}

/// SUBTOTAL(9, …) and SUBTOTAL(109, …) are sums; the others do not occur in sums of a lampiran.
fn subtotal(cells: &mut dyn Cells, mut arguments: Vec<Operand>) -> Option<Value> {
    if arguments.is_empty() {
        return None;
    }
    let kind = values(cells, vec![arguments.remove(0)])?.pop()?.number(cells).ok()?.to_u8()?;
    matches!(kind, 9 | 109).then_some(())?;
    Some(total(&numbers(cells, arguments)?))
}

fn round(number: &Value, digits: Option<&Value>, cells: &dyn Cells, strategy: RoundingStrategy) -> Value {
    let round = || {
        let number = number.number(cells)?;
        let digits = digits.map_or(Ok(Decimal::ZERO), |digits| digits.number(cells))?.trunc().to_i32().ok_or(NUM)?;
        let places = u32::try_from(digits).unwrap_or(0);
        // Negative digits round before the decimal point.
        let power =
            (0..digits.min(0).unsigned_abs()).try_fold(Decimal::ONE, |power, _| power.checked_mul(Decimal::TEN));
        let power = power.ok_or(NUM)?;
        let scaled = number.checked_div(power).ok_or(NUM)?;
        scaled.round_dp_with_strategy(places, strategy).checked_mul(power).ok_or(NUM)
    };
    round().into()
}

fn all(values: &[Value], cells: &dyn Cells, judge: impl Fn(&[bool]) -> bool) -> Value {
    let truths: Result<Vec<bool>, &'static str> = values.iter().map(|value| value.truth(cells)).collect();
    truths.map_or_else(Value::Error, |truths| Value::Bool(judge(&truths)))
}
