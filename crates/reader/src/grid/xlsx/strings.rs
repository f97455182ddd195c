//! The part `sharedStrings.xml`: the texts that cells refer to by number.

use std::io::BufRead;

use quick_xml::events::Event;

use crate::grid::guard::Budget;
use crate::grid::text::Texts;
use crate::grid::xml::{Xml, ill_formed, push_text};
use crate::grid::{Content, Refusal};

/// More runs of formatting than a cell has characters (32,767).
const MAX_RUNS: usize = 1 << 15;
/// What an entry takes in memory, in bytes, while the table grows.
const ENTRY: usize = 2 * size_of::<Content>();

/// The texts in order; none where a text is empty. Declared counts are not believed.
pub(super) fn read<R: BufRead>(xml: &mut Xml<R>, budget: &mut Budget) -> Result<Vec<Option<Content>>, Refusal> {
    let mut strings = Vec::new();
    let mut plain = String::new();
    let mut texts = Texts::default();
    xml.root(&["sst"])?;
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.local_name().as_ref() == "si" => {
                plain.clear();
                let sound = runs(xml, "si", &mut plain)?;
                budget.take(ENTRY)?;
                strings.push(texts.content(&plain, sound, budget)?);
            }
            Event::Empty(tag) if tag.local_name().as_ref() == "si" => {
                budget.take(ENTRY)?;
                strings.push(None);
            }
            Event::Eof => return Ok(strings),
            _ => {}
        }
    }
}

/// Joins the runs of a rich text up to the end of the element `outer`, without the phonetic ones; false where a
/// reference in it stood for no character.
pub(super) fn runs<R: BufRead>(xml: &mut Xml<R>, outer: &str, plain: &mut String) -> Result<bool, Refusal> {
    let mut sound = true;
    let mut inside = false;
    let mut count = 0;
    loop {
        let event = xml.next()?;
        match &event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "t" => {
                    inside = true;
                    count += 1;
                }
                "rPh" => xml.skip()?,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" => inside = false,
                name if name == outer => return Ok(sound),
                _ => {}
            },
            Event::Eof => return Err(ill_formed()),
            event if inside => sound &= push_text(event, plain),
            _ => {}
        }
        if count > MAX_RUNS {
            return Err(Refusal::too_large((
                "Ada teks yang terbagi atas lebih banyak potongan daripada jumlah hurufnya.",
                "A text is cut into more pieces than a cell can hold letters.",
            )));
        }
    }
}
