package dev.kiln.build;

import dev.kiln.aws.Digests;
import dev.kiln.recipe.ImageSpec;
import dev.kiln.recipe.Place;
import dev.kiln.recipe.Recipe;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a recipe lets a build write on its image: the name, and its own tags. */
public final class Labels {
    private static final int MARK_DIGITS = 8;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HHmm").withZone(ZoneOffset.UTC);

    private Labels() {}

    /**
     * The name of the image that a build makes first. A name that fills nothing in is made unique by what follows it.
     */
    public static String imageName(Recipe recipe, String recipeSha256, String buildId, Instant startedAt) {
        String name = recipe.image().name();
        String whole = Place.anyIn(name) ? name : name + ImageSpec.SUFFIX;
        return Place.fill(whole, values(recipe, recipeSha256, buildId, startedAt));
    }

    /** The recipe's own tags of image and snapshots. */
    public static SortedMap<String, String> tags(Plan plan) {
        var values = values(plan.recipe(), plan.source().sha256(), plan.buildId(), plan.startedAt());
        values.put(Place.PARENT, plan.parent().imageId());
        var tags = new TreeMap<String, String>();
        plan.recipe().image().tags().forEach((key, value) -> tags.put(key, Place.fill(value, values)));
        return tags;
    }

    private static Map<Place, String> values(Recipe recipe, String recipeSha256, String buildId, Instant startedAt) {
        var values = new EnumMap<Place, String>(Place.class);
        values.put(Place.RECIPE, recipe.name());
        values.put(Place.VERSION, recipeSha256.substring(0, MARK_DIGITS));
        values.put(Place.DATE, DATE.format(startedAt));
        values.put(Place.TIME, TIME.format(startedAt));
        values.put(
                Place.BUILD,
                Digests.sha256(buildId.getBytes(StandardCharsets.UTF_8)).substring(0, MARK_DIGITS));
        return values;
    }
}
