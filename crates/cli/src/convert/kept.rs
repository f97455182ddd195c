//! What `--resume` remembers: the rows of files that are done, by their content, beside the results.

use std::path::PathBuf;

use sha2::{Digest, Sha256};

use super::{Converted, Order};
use crate::Failure;
use crate::save::save;

/// The folder below the results where the rows are kept.
const FOLDER: &str = ".lampiran-selesai";

/// The kept rows of earlier runs, where they are asked for.
#[derive(Debug)]
pub struct Kept {
    folder: Option<PathBuf>,
    /// What else the rows depend on: the program's version and the forms asked for.
    salt: String,
}

impl Kept {
    /// Makes the folder where rows are to be kept.
    pub fn open(order: &Order) -> Result<Self, Failure> {
        let salt = format!("{} {:?}", env!("CARGO_PKG_VERSION"), order.to);
        if !order.resume {
            return Ok(Self { folder: None, salt });
        }
        let folder = order.out.join(FOLDER);
        std::fs::create_dir_all(&folder).map_err(|error| Failure::writing(&folder, &error))?;
        Ok(Self { folder: Some(folder), salt })
    }

    /// The rows of a file that is done and unchanged.
    pub fn find(&self, sha256: &str, berkas: &str) -> Option<Converted> {
        let bytes = std::fs::read(self.path(sha256, berkas)?).ok()?;
        postcard::from_bytes(&bytes).ok()
    }

    /// Keeps the rows of a file whose own results are in place.
    pub fn keep(&self, sha256: &str, berkas: &str, converted: &Converted) -> Result<(), Failure> {
        let Some(path) = self.path(sha256, berkas) else { return Ok(()) };
        let bytes = postcard::to_stdvec(converted).map_err(|error| {
            Failure::new(
                format!("{berkas}: barisnya tidak dapat disimpan: {error}."),
                format!("{berkas}: its rows cannot be kept: {error}."),
            )
        })?;
        save(&path, &bytes, &[])
    }

    fn path(&self, sha256: &str, berkas: &str) -> Option<PathBuf> {
        let key = Sha256::digest(format!("{}\n{sha256}\n{berkas}", self.salt));
        Some(self.folder.as_ref()?.join(super::hex(key.into())))
    }
}
