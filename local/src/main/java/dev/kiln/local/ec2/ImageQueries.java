package dev.kiln.local.ec2;

import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** DescribeImages. */
final class ImageQueries {
    /** No image of the local account is ever deprecated or disabled, so asking for those adds nothing. */
    static final Set<String> DESCRIBE =
            Set.of("ImageIds", "Owners", "Filters", "MaxResults", "NextToken", "IncludeDeprecated", "IncludeDisabled");

    private final Images images;
    private final ImageView view;
    private final Filters<StoredImage> filters;

    ImageQueries(Store store) {
        this.images = store.images();
        this.view = new ImageView(store.tags());
        this.filters = new Filters<>(
                Map.of(
                        "name", i -> Stream.of(i.name()),
                        "description", i -> Stream.of(i.description()),
                        "state", i -> Stream.of(i.state().toString()),
                        "image-id", i -> Stream.of(i.imageId()),
                        "owner-id", i -> Stream.of(i.ownerId()),
                        "owner-alias", i -> i.own() ? Stream.empty() : Stream.of(Account.AMAZON_ALIAS),
                        "platform", i -> Stream.of("windows"),
                        "architecture", i -> Stream.of("x86_64"),
                        "root-device-type", i -> Stream.of("ebs"),
                        "block-device-mapping.snapshot-id", i -> i.snapshotIds().stream()),
                i -> store.tags().of(i.imageId()));
    }

    DescribeImagesResponse describe(DescribeImagesRequest request) {
        if (!request.imageIds().isEmpty() && request.maxResults() != null) {
            throw Ec2Errors.invalidCombination(
                    "The parameter imageIdsSet cannot be used with the parameter maxResults");
        }
        var owners = Owners.of(request.owners());
        var wanted = filters.of(request.filters());
        var page = Pages.cut(
                candidates(request)
                        .filter(image -> owners.test(image.ownerId()))
                        .filter(wanted)
                        .toList(),
                1,
                Optional.ofNullable(request.maxResults()),
                Optional.ofNullable(request.nextToken()));
        var response = DescribeImagesResponse.builder()
                .images(page.items().stream().map(view::of).toList());
        page.nextToken().ifPresent(response::nextToken);
        return response.build();
    }

    /** The images to look through: those named, the one of this account with a certain name, or all. */
    private Stream<StoredImage> candidates(DescribeImagesRequest request) {
        if (!request.imageIds().isEmpty()) {
            return request.imageIds().stream().map(images::existing);
        }
        return request.owners().equals(List.of("self"))
                ? exactName(request).map(images::ownByName).orElseGet(images::shown)
                : images.shown();
    }

    private static Optional<String> exactName(DescribeImagesRequest request) {
        return request.filters().stream()
                .filter(f -> "name".equals(f.name()) && f.values().size() == 1)
                .map(f -> f.values().getFirst())
                .filter(name -> !Filters.hasWildcard(name))
                .findFirst();
    }
}
