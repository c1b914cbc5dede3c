package dev.kiln.cli;

import dev.kiln.lineage.Channel;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Channels for people. */
final class ChannelView {
    private ChannelView() {}

    /** The channels of a recipe, each of which points to an image. */
    static List<String> list(List<Channel> channels) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("CHANNEL", "IMAGE", "SINCE"));
        channels.forEach(channel -> {
            var newest = channel.pointings().getFirst();
            rows.add(List.of(channel.name(), image(newest), since(newest)));
        });
        return List.of(Table.of(rows));
    }

    /** Where one points, and has pointed. */
    static List<String> of(Channel channel) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("SINCE", "IMAGE"));
        channel.pointings().forEach(pointing -> rows.add(List.of(since(pointing), image(pointing))));
        return List.of(
                title(channel)
                        + channel.imageId().map(image -> " points to " + image).orElse(" is removed"),
                "",
                Table.of(rows));
    }

    /** What was done to one. */
    static List<String> change(Channel before, Channel after) {
        if (before.equals(after)) {
            return List.of(title(after)
                    + after.imageId().map(image -> " points to " + image).orElse(" is removed")
                    + " already.");
        }
        return List.of(title(after)
                + after.imageId().map(image -> " now points to " + image).orElse(" is removed")
                + before.imageId().map(image -> "; it pointed to " + image).orElse("")
                + ".");
    }

    private static String title(Channel channel) {
        return channel.name() + " of " + channel.recipe();
    }

    private static String image(Channel.Pointing pointing) {
        return pointing.imageId().orElse("removed");
    }

    private static String since(Channel.Pointing pointing) {
        return pointing.since().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
