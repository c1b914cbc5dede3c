package dev.kiln.local.ec2;

import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What EC2 asks of tags (EC2 user guide, "Tag restrictions"). */
final class TagRules {
    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_VALUE = 256;
    private static final int MOST_TAGS = 50;

    private TagRules() {}

    /** The tags of a request by key; a tag without a value has the empty one. */
    static SortedMap<String, String> tags(List<Tag> given) {
        var tags = new TreeMap<String, String>();
        for (Tag tag : given) {
            var key = Optional.ofNullable(tag.key()).orElse("");
            var value = Optional.ofNullable(tag.value()).orElse("");
            check(key, value);
            if (tags.containsKey(key)) {
                throw Ec2Errors.invalidValue("Duplicate tag key '" + key + "' specified.");
            }
            tags.put(key, value);
        }
        return tags;
    }

    private static void check(String key, String value) {
        if (key.isEmpty()) {
            throw Ec2Errors.invalidValue("Tag key cannot be null. Specify a valid string.");
        }
        if (key.startsWith("aws:")) {
            throw Ec2Errors.invalidValue("Tag keys starting with 'aws:' are reserved for internal use");
        }
        if (key.length() > LONGEST_KEY) {
            throw Ec2Errors.invalidValue("Tag key exceeds the maximum length of 128 characters");
        }
        if (value.length() > LONGEST_VALUE) {
            throw Ec2Errors.invalidValue("Tag value exceeds the maximum length of 256 characters");
        }
    }

    /** A resource may carry 50 tags, not counting those that AWS puts on it. */
    static void checkCount(int tags) {
        if (tags > MOST_TAGS) {
            throw Ec2Errors.client("TagLimitExceeded", "The maximum number of Tags for a resource has been reached.");
        }
    }

    /** The tags that a create call gives to what it makes, by type; {@code allowed} are the types that it can tag. */
    static Map<ResourceType, SortedMap<String, String>> atCreation(
            List<TagSpecification> specifications, Set<ResourceType> allowed) {
        var byType = new EnumMap<ResourceType, SortedMap<String, String>>(ResourceType.class);
        allowed.forEach(type -> byType.put(type, new TreeMap<>()));
        for (TagSpecification specification : specifications) {
            var tags = byType.get(typeOf(specification, allowed));
            if (specification.tags().isEmpty()) {
                throw Ec2Errors.invalidValue("Tag specification must have at least one tag");
            }
            tags.putAll(tags(specification.tags()));
            checkCount(tags.size());
        }
        return byType;
    }

    private static ResourceType typeOf(TagSpecification specification, Set<ResourceType> allowed) {
        return Optional.ofNullable(specification.resourceType())
                .filter(allowed::contains)
                .orElseThrow(() -> Ec2Errors.invalidValue("'" + specification.resourceTypeAsString()
                        + "' is not a valid taggable resource type for this operation."));
    }
}
