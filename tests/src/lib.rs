//! Whole journeys through real processes, faults, browser and window tests, and the rules of the house.
