//! Drawings as PDF: labels and receipts. Letters become outlines, so that a page prints alike
//! everywhere; no font is needed but on the machine that writes it, and none stands in the file.
//! What a line says stands beside its outlines, for those who copy it or have it read out.

pub use usvg::fontdb::Database;

use pdf_writer::{Content, Finish as _, Name, Pdf, Rect, Ref, TextStr};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use usvg::tiny_skia_path::{Path as Outline, PathSegment, Point, Transform};
use usvg::{Fill, FontResolver, Group, Node, Options, Paint, Stroke, Tree};

/// Points of PDF (1/72 inch) in a pixel of SVG (1/96 inch).
const POINTS_PER_PX: f32 = 0.75;

/// Why a label was not written as PDF.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// No font of this machine has a character of the drawing.
    #[error(
        "no font of this machine has {0}: install one that has, such as Noto Sans CJK for Chinese \
         (Debian and Ubuntu: fonts-noto-cjk)"
    )]
    FontMissing(String),
    /// The drawing could not be read back.
    #[error("the drawing is not one that becomes a PDF: {0}")]
    Drawing(String),
}

impl PdfError {
    /// Returns the stable word for the error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::FontMissing(_) => "font_missing",
            Self::Drawing(_) => "internal",
        }
    }
}

/// Where Android keeps its fonts, Chinese ones among them.
const ANDROID_FONTS: &str = "/system/fonts";

/// Returns the fonts of this machine.
pub fn fonts() -> Database {
    let mut fonts = Database::new();
    fonts.load_system_fonts();
    if fonts.is_empty() {
        fonts.load_fonts_dir(ANDROID_FONTS);
    }
    fonts
}

/// Returns an SVG document as a PDF document of one page, as large.
///
/// Not any document: paths and text in flat colours, which is what labels and receipts are.
///
/// # Errors
/// When a character of it is in none of the fonts.
pub fn write(svg: &str, title: &str, fonts: Database) -> Result<Vec<u8>, PdfError> {
    let missing = Mutex::new(BTreeSet::new());
    let tree = read(svg, fonts, &missing)?;
    let missing = missing.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    if !missing.is_empty() {
        return Err(PdfError::FontMissing(named(&missing)));
    }
    let (width, height) =
        (tree.size().width() * POINTS_PER_PX, tree.size().height() * POINTS_PER_PX);
    let mut content = Content::new();
    // A page's origin is its lower left corner.
    content.transform([POINTS_PER_PX, 0.0, 0.0, -POINTS_PER_PX, 0.0, height]);
    group(&mut content, tree.root());
    let [catalog, pages, page, stream, info] = [1, 2, 3, 4, 5].map(Ref::new);
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(pages);
    pdf.pages(pages).kids([page]).count(1);
    let mut one = pdf.page(page);
    one.parent(pages).media_box(Rect::new(0.0, 0.0, width, height)).contents(stream);
    one.resources();
    one.finish();
    pdf.stream(stream, &content.finish());
    pdf.document_info(info).title(TextStr(title)).producer(TextStr("Tongbao"));
    Ok(pdf.finish())
}

/// Reads an SVG document, and notes the characters that no font has.
fn read(svg: &str, fonts: Database, missing: &Mutex<BTreeSet<char>>) -> Result<Tree, PdfError> {
    let any = fonts.faces().next().map(|face| face.id);
    if any.is_none() && svg.contains("<text") {
        return Err(PdfError::FontMissing("any character".to_owned()));
    }
    let select = FontResolver::default_font_selector();
    let fall_back = FontResolver::default_fallback_selector();
    let resolver = FontResolver {
        select_font: Box::new(move |font, fonts| select(font, fonts).or(any)),
        select_fallback: Box::new(move |c, used, fonts| {
            let found = fall_back(c, used, fonts);
            if let (None, Ok(mut missing)) = (found, missing.lock()) {
                missing.insert(c);
            }
            found
        }),
    };
    let options =
        Options { fontdb: Arc::new(fonts), font_resolver: resolver, ..Options::default() };
    Tree::from_str(svg, &options).map_err(|error| PdfError::Drawing(error.to_string()))
}

/// Returns characters with their numbers: who lacks the font sees only boxes.
fn named(characters: &BTreeSet<char>) -> String {
    let named = |c: &char| format!("{c} (U+{:04X})", u32::from(*c));
    characters.iter().map(named).collect::<Vec<_>>().join(", ")
}

fn group(content: &mut Content, drawn: &Group) {
    for node in drawn.children() {
        match node {
            Node::Group(inner) => group(content, inner),
            Node::Text(text) => {
                let says: String = text.chunks().iter().map(|chunk| chunk.text()).collect();
                let mut marked = content.begin_marked_content_with_properties(Name(b"Span"));
                marked.properties().actual_text(TextStr(&says));
                marked.finish();
                group(content, text.flattened());
                content.end_marked_content();
            }
            Node::Path(path) if path.is_visible() => {
                shape(content, path.data(), path.abs_transform(), path.fill(), path.stroke());
            }
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}

fn shape(
    content: &mut Content,
    outline: &Outline,
    place: Transform,
    fill: Option<&Fill>,
    stroke: Option<&Stroke>,
) {
    let Some(outline) = outline.clone().transform(place) else { return };
    if let Some([red, green, blue]) = fill.and_then(|fill| rgb(fill.paint())) {
        content.set_fill_rgb(red, green, blue);
        trace(content, &outline);
        content.fill_nonzero();
    }
    if let Some(stroke) = stroke
        && let Some([red, green, blue]) = rgb(stroke.paint())
    {
        let (scale, _) = place.get_scale();
        content.set_stroke_rgb(red, green, blue).set_line_width(stroke.width().get() * scale);
        trace(content, &outline);
        content.stroke();
    }
}

fn rgb(paint: &Paint) -> Option<[f32; 3]> {
    match paint {
        Paint::Color(color) => {
            Some([color.red, color.green, color.blue].map(|c| f32::from(c) / 255.0))
        }
        _ => None,
    }
}

fn trace(content: &mut Content, outline: &Outline) {
    let mut from = Point::zero();
    for segment in outline.segments() {
        match segment {
            PathSegment::MoveTo(to) => {
                content.move_to(to.x, to.y);
                from = to;
            }
            PathSegment::LineTo(to) => {
                content.line_to(to.x, to.y);
                from = to;
            }
            PathSegment::QuadTo(by, to) => {
                // PDF has cubic curves only; this one is the same curve.
                let two_thirds = |end: f32, by: f32| end + (by - end) * 2.0 / 3.0;
                let (x1, y1) = (two_thirds(from.x, by.x), two_thirds(from.y, by.y));
                let (x2, y2) = (two_thirds(to.x, by.x), two_thirds(to.y, by.y));
                content.cubic_to(x1, y1, x2, y2, to.x, to.y);
                from = to;
            }
            PathSegment::CubicTo(first, second, to) => {
                content.cubic_to(first.x, first.y, second.x, second.y, to.x, to.y);
                from = to;
            }
            PathSegment::Close => {
                content.close_path();
            }
        }
    }
}

#[cfg(test)]
mod tests;
