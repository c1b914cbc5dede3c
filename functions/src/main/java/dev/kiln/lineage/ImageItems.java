package dev.kiln.lineage;

import dev.kiln.ledger.Tables;

import java.util.Optional;

import static dev.kiln.lineage.LineageTable.text;

/** The items of images. Whoever changes one names the text that it has read, so that no change is lost. */
final class ImageItems {
    private final LineageTable table;

    ImageItems(LineageTable table) {
        this.table = table;
    }

    /**
     * An image as it stands.
     *
     * @param json its text; not written anew from the record, because a version may write a record in another form
     */
    record Stored(ImageLineage image, String json) {
        LineageTable.Write changedTo(ImageLineage changed) {
            return write(changed, Optional.of(json));
        }
    }

    Optional<Stored> of(String imageId) {
        return table.get(imageId)
                .map(item -> new Stored(LineageTable.data(item, ImageLineage.class), LineageTable.json(item)));
    }

    /** An image of which nothing is on record yet. */
    static LineageTable.Write first(ImageLineage image) {
        return write(image, Optional.empty());
    }

    private static LineageTable.Write write(ImageLineage image, Optional<String> before) {
        var item = LineageTable.item(image.imageId(), image);
        item.put(Tables.RECIPE, text(image.recipe()));
        item.put(Tables.PARENT, text(image.parentImageId()));
        item.put(Tables.CREATED, text("%012d#%s".formatted(image.createdAt().getEpochSecond(), image.imageId())));
        return new LineageTable.Write(item, LineageTable.JSON, before);
    }
}
