package dev.kiln.aws;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/** Cuts long lists of ids into what one call takes. */
final class Batches {
    /**
     * A filter of SSM takes 100 values (Systems Manager API reference, InstanceInformationStringFilter), one of EC2 200
     * (EC2 API reference, Filter).
     */
    static final int SIZE = 100;

    private Batches() {}

    static List<List<String>> of(Collection<String> ids) {
        var all = List.copyOf(ids);
        return IntStream.range(0, (all.size() + SIZE - 1) / SIZE)
                .mapToObj(i -> all.subList(i * SIZE, Math.min(all.size(), (i + 1) * SIZE)))
                .toList();
    }
}
