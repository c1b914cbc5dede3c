package dev.kiln.recipe;

import java.util.Optional;

/**
 * Which images of a recipe are kept when it is tidied up. An image that either of the two keeps is kept.
 *
 * @param keep so many of the newest images that can be used; at least 1
 * @param days images that are not older; empty: the age keeps none
 */
public record Retention(int keep, Optional<Integer> days) {}
