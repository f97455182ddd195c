//! The pages of all names that a finding may have: those of core and reader, and of what only the hall can notice.

use lampiran_core::Page;

/// What the hall notices about a file as a whole.
const OWN: [Page; 2] = [
    Page::new("berkas-masih-terbuka", include_str!("pages/berkas-masih-terbuka.md")),
    Page::new("format-tidak-sesuai-nama", include_str!("pages/format-tidak-sesuai-nama.md")),
];

/// All pages, in the order of the work: opening, reading, checking, comparing.
pub fn pages() -> impl Iterator<Item = Page> {
    OWN.into_iter().chain(lampiran_reader::pages().iter().copied()).chain(lampiran_core::pages())
}
