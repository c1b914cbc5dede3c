package dev.kiln.local.ec2;

import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsResponse;
import software.amazon.awssdk.services.ec2.model.Tag;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** CreateTags and DeleteTags: each for all the resources named, or for none. */
final class TagCalls {
    static final Set<String> FIELDS = Set.of("Resources", "Tags");
    private static final int MOST_RESOURCES = 1000;

    private final Store store;

    TagCalls(Store store) {
        this.store = store;
    }

    CreateTagsResponse create(CreateTagsRequest request) {
        if (request.tags().isEmpty()) {
            throw Ec2Errors.missing("Tag");
        }
        var tags = TagRules.tags(request.tags());
        checkResources(request.resources());
        request.resources().forEach(id -> checkCount(id, tags));
        request.resources().forEach(id -> store.tags().put(id, tags));
        return CreateTagsResponse.builder().build();
    }

    private void checkCount(String id, SortedMap<String, String> tags) {
        var keys = new TreeSet<>(store.tags().of(id).keySet());
        keys.addAll(tags.keySet());
        TagRules.checkCount(keys.size());
    }

    /** Removes tags; without tags all of them, and one with a value only where it has that value. */
    DeleteTagsResponse delete(DeleteTagsRequest request) {
        checkResources(request.resources());
        for (String id : request.resources()) {
            if (request.tags().isEmpty()) {
                store.tags().forget(id);
            }
            request.tags().forEach(tag -> remove(id, tag));
        }
        return DeleteTagsResponse.builder().build();
    }

    private void remove(String id, Tag tag) {
        var key = Optional.ofNullable(tag.key())
                .orElseThrow(() -> Ec2Errors.invalidValue("Tag key cannot be null. Specify a valid string."));
        var present = new TreeMap<>(store.tags().of(id));
        if (tag.value() == null || tag.value().equals(present.get(key))) {
            store.tags().remove(id, key);
        }
    }

    private void checkResources(List<String> ids) {
        if (ids.isEmpty()) {
            throw Ec2Errors.missing("resourceIdSet");
        }
        if (ids.size() > MOST_RESOURCES) {
            throw Ec2Errors.invalidValue("The maximum number of resources is " + MOST_RESOURCES);
        }
        ids.forEach(this::checkResource);
    }

    private void checkResource(String id) {
        switch (id.replaceFirst("-.*", "")) {
            case "i" -> store.instances().existing(id);
            case "ami" -> store.images().existing(id);
            case "snap" -> store.snapshots().existing(id);
            case "vol" -> store.volumes().existing(id);
            case "eni" -> store.interfaces().existing(id);
            default -> throw Ec2Errors.client("InvalidID", "The ID '" + id + "' is not valid");
        }
    }
}
