//! The only float to decimal: stored numbers become decimals through their shortest text.
