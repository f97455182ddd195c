//! Dates as Excel stores them: a count of days.

use lampiran_core::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Date {
    pub(crate) year: i64,
    pub(crate) month: u8,
    pub(crate) day: u8,
}

/// The day a stored number stands for; none beyond the year 9999, where Excel ends too.
pub(crate) fn from_serial(serial: Decimal, date_1904: bool) -> Option<Date> {
    let serial = serial.floor().to_i64()?;
    let limit = 2_958_465;
    if !(0..=limit).contains(&serial) {
        return None;
    }
    // Excel counts from 1 January 1900 and believes in a 29 February 1900; both shifts vanish by counting from
    // 30 December 1899, right for every day from 1 March 1900 on.
    let from_1900 = if date_1904 { serial + 1462 } else { serial };
    let unix = from_1900 - 25_569;
    civil(unix)
}

/// Days since 1970 as a date of the Gregorian calendar, counted in eras of 400 years that begin on 1 March, so that the
/// leap day comes last.
fn civil(days: i64) -> Option<Date> {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = u8::try_from(day_of_year - (153 * shifted + 2) / 5 + 1).ok()?;
    let month = u8::try_from(if shifted < 10 { shifted + 3 } else { shifted - 9 }).ok()?;
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Some(Date { year, month, day })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_days_are_the_dates_excel_shows() {
        // Pairs as openpyxl reads them.
        for (serial, year, month, day) in [
            (45_539, 2024, 9, 4),
            (45_636, 2024, 12, 10),
            (45_292, 2024, 1, 1),
            (61, 1900, 3, 1),
            (36_585, 2000, 2, 29),
        ] {
            assert_eq!(from_serial(Decimal::from(serial), false), Some(Date { year, month, day }));
        }
        assert_eq!(from_serial(Decimal::from(45_539 - 1462), true), Some(Date { year: 2024, month: 9, day: 4 }));
        assert_eq!(from_serial(Decimal::from(-1), false), None);
        assert_eq!(from_serial(Decimal::MAX, false), None);
    }
}
