//! Rows in the binary form of COPY: the server takes them in page by page, which costs it far less
//! than single rows of arrays.

use crate::column::{Id, escaped, signed};
use bank::store::StoreError;
use bytes::{BufMut as _, Bytes, BytesMut};

/// Rows on their way; every field is put in the order of the statement's columns.
pub(crate) struct Rows {
    out: BytesMut,
    fields: i16,
}

impl Rows {
    /// Begins rows of so many fields; `size` is about how many bytes they will take.
    pub(crate) fn new(fields: i16, size: usize) -> Self {
        let mut out = BytesMut::with_capacity(size);
        out.put_slice(b"PGCOPY\n\xFF\r\n\0");
        // Flags and the length of the header's extension.
        out.put_u64(0);
        Self { out, fields }
    }

    /// Begins a row.
    pub(crate) fn row(&mut self) {
        self.out.put_i16(self.fields);
    }

    pub(crate) fn null(&mut self) {
        self.out.put_i32(-1);
    }

    /// A BIGINT.
    pub(crate) fn number(&mut self, number: u64) -> Result<(), StoreError> {
        self.out.put_i32(8);
        self.out.put_i64(signed(number)?);
        Ok(())
    }

    pub(crate) fn optional_number(&mut self, number: Option<u64>) -> Result<(), StoreError> {
        match number {
            Some(number) => self.number(number)?,
            None => self.null(),
        }
        Ok(())
    }

    /// A SMALLINT.
    pub(crate) fn small(&mut self, number: Option<i16>) {
        match number {
            Some(number) => {
                self.out.put_i32(2);
                self.out.put_i16(number);
            }
            None => self.null(),
        }
    }

    pub(crate) fn id(&mut self, id: Option<Id>) {
        match id {
            Some(Id(id)) => {
                self.out.put_i32(16);
                self.out.put_u128(id);
            }
            None => self.null(),
        }
    }

    pub(crate) fn text(&mut self, text: Option<&str>) -> Result<(), StoreError> {
        match text {
            Some(text) => self.bytes(Some(escaped(text).as_bytes())),
            None => self.bytes(None),
        }
    }

    pub(crate) fn bytes(&mut self, bytes: Option<&[u8]>) -> Result<(), StoreError> {
        let Some(bytes) = bytes else {
            self.null();
            return Ok(());
        };
        let length = i32::try_from(bytes.len());
        self.out.put_i32(length.map_err(|_| StoreError("a text that is too long".to_owned()))?);
        self.out.put_slice(bytes);
        Ok(())
    }

    /// Ends the rows.
    pub(crate) fn finish(mut self) -> Bytes {
        self.out.put_i16(-1);
        self.out.freeze()
    }
}
