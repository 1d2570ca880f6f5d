//! The profiler's stacks, and their picture: each box a function, as wide as the time spent in it
//! and in what it called, callers below.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// One stack that was seen, outermost frame first, and how often.
pub struct Stack {
    /// The functions' names.
    pub frames: Vec<String>,
    /// How often.
    pub count: f64,
}

/// Returns the stacks of a report.
pub fn stacks(report: &pprof::Report) -> Vec<Stack> {
    let stacks = report.data.iter().map(|(frames, count)| {
        // The profiler gives the innermost frame first, with what was inlined into it beside it.
        let names = frames.frames.iter().rev().flatten().map(|symbol| symbol.name());
        let count = u32::try_from(*count).map_or(0.0, f64::from);
        Stack { frames: names.collect(), count }
    });
    stacks.collect()
}

#[derive(Default)]
struct Node {
    count: f64,
    callees: BTreeMap<String, Node>,
}

const WIDTH: f64 = 1600.0;
const HEIGHT: f64 = 16.0;
/// Narrower boxes are left out.
const NARROWEST: f64 = 0.4;

/// Returns the picture as SVG.
pub fn svg(stacks: &[Stack]) -> String {
    let mut root = Node::default();
    for Stack { frames, count } in stacks {
        let mut node = &mut root;
        node.count += count;
        for frame in frames {
            node = node.callees.entry(frame.clone()).or_default();
            node.count += count;
        }
    }
    let deepest = depth(&root, WIDTH / root.count.max(1.0));
    let height = HEIGHT * f64::from(deepest + 1);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" \
         font-family=\"monospace\" font-size=\"10\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fffdf8\"/>\n"
    );
    boxes(&root, "all", (0.0, height - HEIGHT), WIDTH / root.count.max(1.0), &mut svg);
    svg.push_str("</svg>\n");
    svg
}

fn depth(node: &Node, scale: f64) -> u32 {
    let wide = node.callees.values().filter(|callee| callee.count * scale >= NARROWEST);
    wide.map(|callee| depth(callee, scale) + 1).max().unwrap_or(0)
}

fn boxes(node: &Node, name: &str, (x, y): (f64, f64), scale: f64, svg: &mut String) {
    let width = node.count * scale;
    if width < NARROWEST {
        return;
    }
    let name = escaped(name);
    let hue = name.bytes().fold(0_u32, |sum, byte| (sum * 31 + u32::from(byte)) % 60) + 10;
    // Writing to a text cannot fail.
    let _ = writeln!(
        svg,
        "<g><title>{name}: {:.0} looks</title><rect x=\"{x:.1}\" y=\"{y:.0}\" \
         width=\"{width:.1}\" height=\"{:.0}\" fill=\"hsl({hue} 80% 70%)\" stroke=\"#fffdf8\" \
         stroke-width=\"0.5\"/>",
        node.count,
        HEIGHT - 1.0
    );
    let letters = name.chars().take_while({
        let mut left = width - 6.0;
        move |_| {
            left -= 6.0;
            left > 0.0
        }
    });
    let _ = writeln!(
        svg,
        "<text x=\"{:.1}\" y=\"{:.0}\">{}</text></g>",
        x + 3.0,
        y + 11.0,
        whole_entities(letters.collect())
    );
    let mut left = x;
    for (name, callee) in &node.callees {
        boxes(callee, name, (left, y - HEIGHT), scale, svg);
        left += callee.count * scale;
    }
}

fn escaped(name: &str) -> String {
    name.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Drops the beginning of an entity that was cut off at the end.
fn whole_entities(mut text: String) -> String {
    if let Some(start) = text.rfind('&').filter(|start| !text[*start..].contains(';')) {
        text.truncate(start);
    }
    text
}
