package dev.kiln.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.time.Duration;

/** Durations of options, written as in recipes. */
final class RecipeDuration implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        return dev.kiln.recipe.Durations.read(text)
                .filter(duration -> duration.compareTo(Duration.ZERO) > 0)
                .orElseThrow(() -> new TypeConversionException(
                        "'" + text + "' is not a duration; write it as recipes do: 48h, 1h30m, 90m"));
    }
}
