//! The forms of numbers that staff type, and the law that a number written in any style reads back as itself.

use proptest::prelude::*;

use super::*;

fn exact(text: &str) -> Option<String> {
    match parse(text)?.value {
        Value::Exact(number, _) => Some(number.to_string()),
        Value::Either { .. } => None,
    }
}

#[test]
fn forms_of_the_offices() {
    for (text, number) in [
        ("2.978.641.819", "2978641819"),
        ("4,90", "4.90"),
        ("Rp 1.000,00", "1000.00"),
        ("Rp2.500.000", "2500000"),
        ("Rp. 10.000.000,00", "10000000.00"),
        ("Rp9.500.000,-", "9500000"),
        ("IDR 120.000.000", "120000000"),
        ("Rp\u{a0}12.500.000", "12500000"),
        ("rp\u{202f}10.000.000 ", "10000000"),
        ("1.500.000,--", "1500000"),
        ("1.500.000.-", "1500000"),
        ("(1.500.000)", "-1500000"),
        ("Rp (1.500.000)", "-1500000"),
        ("−500.000,5", "-500000.5"),
        ("-Rp 500.000,00", "-500000.00"),
        ("12 Laporan", "12"),
        ("12 (dua belas) laporan", "12"),
        ("10,87 %", "10.87"),
        ("4.90%", "4.90"),
        ("'4,90", "4.90"),
        ("1.500.000 rupiah", "1500000"),
        ("1.500.000 Rp.", "1500000"),
        ("1,234.50", "1234.50"),
        ("1,234,567", "1234567"),
        ("1 500 000", "1500000"),
        ("1 500 000,25", "1500000.25"),
        ("1'500'000", "1500000"),
        ("1,5E+06", "1500000"),
        ("1.234E3", "1234"),
        ("2e-2", "0.02"),
        ("0.900", "0.900"),
        ("1234.567", "1234.567"),
        ("12345,678", "12345.678"),
        (",5", "0.5"),
        ("0", "0"),
        ("007", "7"),
    ] {
        assert_eq!(exact(text).as_deref(), Some(number), "{text:?}");
    }
}

#[test]
fn a_lone_group_of_three_is_left_to_the_column() {
    let either = |a: &str, b: &str| Value::Either { indonesian: a.parse().unwrap(), english: b.parse().unwrap() };
    assert_eq!(parse("4.900").unwrap().value, either("4900", "4.900"));
    assert_eq!(parse("Rp 331,300").unwrap().value, either("331.300", "331300"));
    assert_eq!(parse("(4.900)").unwrap().value, either("-4900", "-4.900"));
}

#[test]
fn units_are_told_and_rupiah_is_none() {
    let unit = |text: &str| parse(text).unwrap().unit;
    assert_eq!(unit("12 Laporan"), "laporan");
    assert_eq!(unit("10,87 %"), "%");
    assert_eq!(unit("1.500 rupiah"), "");
    assert_eq!(unit("12 (dua belas) Dokumen"), "dokumen");
}

#[test]
fn what_is_no_number_is_none() {
    for text in [
        "",
        "-",
        "abc",
        "418.8O0.000",
        "12O",
        "1.500.00",
        "1..500",
        "1,500.00.0",
        "12.34,5",
        "Rp",
        "1.500.000-",
        "--5",
        "1/2",
        "2024-03-04",
        "04-Sep",
        "1 500.000",
        "00.5",
        "1.2.3",
        "(5",
        "A1",
        "5 + 6",
        "1E99",
        "١٢",
    ] {
        assert_eq!(parse(text), None, "{text:?}");
    }
    assert_eq!(parse(&"9".repeat(40)), None);
}

#[test]
fn look_alike_letters_are_seen() {
    assert_eq!(meant("418.8O0.000").as_deref(), Some("418.800.000"));
    assert_eq!(meant("l2").as_deref(), Some("12"));
    assert_eq!(meant("SOB"), None);
    assert_eq!(meant("12 Laporan?2"), None);
}

/// A decimal written with the given marks.
fn written(number: Decimal, group: &str, point: &str) -> String {
    let plain = number.abs().to_string();
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(w, f)| (w, Some(f)));
    let mut text = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            text.push_str(group);
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push_str(point);
        text.push_str(fraction);
    }
    text
}

proptest! {
    #[test]
    fn a_number_in_any_style_reads_back(
        mantissa in 0i64..100_000_000_000_000,
        scale in 0u32..5,
        style in 0usize..3,
        front in prop::sample::select(vec!["", "Rp", "Rp ", "Rp. ", "IDR ", "rp\u{a0}", "'", "  "]),
        back in prop::sample::select(vec!["", " ", " %", "%", " Laporan", "\u{a0}rupiah"]),
        sign in prop::sample::select(vec![("", ""), ("-", ""), ("−", ""), ("(", ")")]),
    ) {
        let number = Decimal::new(mantissa, scale);
        let (group, point) = [(".", ","), (",", "."), (" ", ",")][style];
        let text = written(number, group, point);
        // Behind a closing bracket nothing may follow.
        let back = if sign.1.is_empty() { back } else { "" };
        let figure = parse(&format!("{front}{}{text}{back}{}", sign.0, sign.1));
        let signed = if sign.0.is_empty() { number } else { -number };
        match figure.map(|figure| figure.value) {
            Some(Value::Exact(value, _)) => {
                prop_assert_eq!(value, signed);
                prop_assert_eq!(value.scale(), scale);
            }
            Some(Value::Either { indonesian, english }) => {
                prop_assert_eq!(if style == 1 { english } else { indonesian }, signed);
            }
            None => prop_assert!(style == 2 && scale == 3, "{} was not read", text),
        }
    }

    #[test]
    fn no_text_harms(text in ".{0,40}", digits in "[0-9.,eE()RpOol −%'-]{0,60}") {
        let _ = parse(&text);
        let _ = parse(&digits);
        let _ = meant(&digits);
    }
}
