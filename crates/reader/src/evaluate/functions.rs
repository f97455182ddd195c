//! The functions that formulas of the form use.

use lampiran_core::Decimal;
use rust_decimal::RoundingStrategy;
use rust_decimal::prelude::ToPrimitive as _;

use super::Evaluator;
use super::parse::Operand;
use super::value::{DIV0, NUM, VALUE, Value};

/// Calls a function; `None` for one that is not known here.
pub(super) fn call(evaluator: &mut Evaluator, name: &str, arguments: Vec<Operand>) -> Option<Value> {
    let value = match name {
        "SUM" => total(&numbers(evaluator, arguments)?),
        "SUBTOTAL" => subtotal(evaluator, arguments)?,
        "PRODUCT" => fold(&numbers(evaluator, arguments)?, Decimal::ONE, Decimal::checked_mul),
        "AVERAGE" => average(&numbers(evaluator, arguments)?),
        "COUNT" => numbers(evaluator, arguments)?.map(|numbers| Decimal::from(numbers.len())).into(),
        "MIN" => numbers(evaluator, arguments)?.map(|numbers| numbers.into_iter().min().unwrap_or_default()).into(),
        "MAX" => numbers(evaluator, arguments)?.map(|numbers| numbers.into_iter().max().unwrap_or_default()).into(),
        _ => return scalar(name, &values(evaluator, arguments)?),
    };
    Some(value)
}

/// Functions of single values.
fn scalar(name: &str, values: &[Value]) -> Option<Value> {
    let at = |i: usize| values.get(i);
    let first = at(0)?;
    Some(match name {
        "ROUND" => round(first, at(1), RoundingStrategy::MidpointAwayFromZero),
        "ROUNDUP" => round(first, at(1), RoundingStrategy::AwayFromZero),
        "ROUNDDOWN" | "TRUNC" => round(first, at(1), RoundingStrategy::ToZero),
        "INT" => first.number().map(|number| number.floor()).into(),
        "ABS" => first.number().map(|number| number.abs()).into(),
        "IF" => match first.truth() {
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
        "NOT" => first.truth().map_or_else(Value::Error, |truth| Value::Bool(!truth)),
        "AND" => all(values, |truths| truths.iter().all(|truth| *truth)),
        "OR" => all(values, |truths| truths.iter().any(|truth| *truth)),
        _ => return None,
    })
}

fn values(evaluator: &mut Evaluator, arguments: Vec<Operand>) -> Option<Vec<Value>> {
    let mut values = Vec::new();
    for argument in arguments {
        values.push(match argument {
            Operand::Value(value) => value,
            Operand::Cells(sheet, area) if area.first == area.last => evaluator.cell(sheet, area.first)?,
            Operand::Cells(..) => Value::Error(VALUE),
        });
    }
    Some(values)
}

/// The numbers of the arguments: in cells, texts and truth values are passed over, as SUM does.
fn numbers(evaluator: &mut Evaluator, arguments: Vec<Operand>) -> Option<Result<Vec<Decimal>, &'static str>> {
    let mut numbers = Vec::new();
    for argument in arguments {
        match argument {
            Operand::Value(value) => match value.number() {
                Ok(number) => numbers.push(number),
                Err(error) => return Some(Err(error)),
            },
            Operand::Cells(sheet, area) => {
                for value in evaluator.cells(sheet, area)? {
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
fn subtotal(evaluator: &mut Evaluator, mut arguments: Vec<Operand>) -> Option<Value> {
    if arguments.is_empty() {
        return None;
    }
    let kind = values(evaluator, vec![arguments.remove(0)])?.pop()?.number().ok()?.to_u8()?;
    matches!(kind, 9 | 109).then_some(())?;
    Some(total(&numbers(evaluator, arguments)?))
}

fn round(number: &Value, digits: Option<&Value>, strategy: RoundingStrategy) -> Value {
    let round = || {
        let number = number.number()?;
        let digits = digits.map_or(Ok(Decimal::ZERO), Value::number)?.trunc().to_i32().ok_or(NUM)?;
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

fn all(values: &[Value], judge: impl Fn(&[bool]) -> bool) -> Value {
    let truths: Result<Vec<bool>, &'static str> = values.iter().map(Value::truth).collect();
    truths.map_or_else(Value::Error, |truths| Value::Bool(judge(&truths)))
}
