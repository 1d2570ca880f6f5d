//! Pixels to codes and codes to pixels.
