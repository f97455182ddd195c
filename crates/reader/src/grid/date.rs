//! Dates written out (`2024-02-29T12:00:00`), as the number of days that other cells store.

use lampiran_core::Decimal;

/// Days since the epoch of Excel (1899-12-30, or 1904-01-01), with the time of day as a fraction; none where it is no
/// date, or lies before the epoch.
pub(super) fn serial(text: &str, date_1904: bool) -> Option<Decimal> {
    let text = text.trim_ascii();
    let (date, time) = text.split_once(['T', ' ']).map_or((text, ""), |(date, time)| (date, time));
    let mut parts = date.split('-');
    let mut part = || parts.next().filter(|part| part.bytes().all(|b| b.is_ascii_digit()))?.parse::<i64>().ok();
    let (year, month, day) = (part()?, part()?, part()?);
    if parts.next().is_some() || !(1900..=9999).contains(&year) || !(1..=12).contains(&month) {
        return None;
    }
    if day < 1 || days_before(year, month) + day > days_before(year, month + 1) {
        return None;
    }
    let epoch = if date_1904 { days_before(1904, 1) + 1 } else { days_before(1899, 12) + 30 };
    let days = days_before(year, month) + day - epoch;
    // Excel counts a 29 February 1900 that never was; before it, its count is one behind.
    let days = if !date_1904 && days < 61 { days - 1 } else { days };
    (days >= 0).then(|| Decimal::from(days) + time_of_day(time).unwrap_or_default())
}

/// Days from the start of the calendar to the first of a month; month 13 is January of the next year.
fn days_before(year: i64, month: i64) -> i64 {
    const MONTHS: [i64; 13] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let past = year - 1;
    let months = usize::try_from(month - 1).ok().and_then(|i| MONTHS.get(i)).copied().unwrap_or_default();
    past * 365 + past / 4 - past / 100 + past / 400 + months + i64::from(leap && month > 2)
}

/// `12:30:15.5`, with or without `Z`, as a fraction of a day to the millisecond.
fn time_of_day(text: &str) -> Option<Decimal> {
    let mut parts = text.trim_end_matches('Z').split(':');
    let mut seconds = Decimal::ZERO;
    for (most, unit) in [(24, 3600), (60, 60), (60, 1)] {
        let part: Decimal = parts.next().unwrap_or("0").parse().ok()?;
        if part.is_sign_negative() || part >= Decimal::from(most) {
            return None;
        }
        seconds += part * Decimal::from(unit);
    }
    Some((seconds / Decimal::from(86_400)).round_dp(9))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_count_as_excel_counts_them() {
        for (text, days) in [
            ("2024-02-29", "45351"),
            ("2024-02-29T12:00:00Z", "45351.5"),
            ("1900-01-01", "1"),
            ("1900-03-01", "61"),
            ("2023-04-01", "45017"),
        ] {
            assert_eq!(serial(text, false), days.parse().ok(), "{text}");
        }
        assert_eq!(serial("1904-01-02", true), Some(Decimal::ONE));
        for wrong in ["", "2024-13-45", "0000-00-00", "2023-02-29", "x", "2024-1", "2024-01-01-01", "1850-01-01"] {
            assert_eq!(serial(wrong, false), None, "{wrong}");
        }
    }
}
