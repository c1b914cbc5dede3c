package dev.kiln.local.request;

import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields that a request gives. A service of the local account refuses by name those that it cannot honour, so that
 * nobody takes for done what was only ignored.
 */
public final class RequestFields {
    private RequestFields() {}

    /**
     * Refuses every field that is given and not among those supported.
     *
     * @param where the action, or the part of its request, for the message
     * @param supported names of fields as the SDK spells them
     * @throws UnsupportedOperationException naming the first such field
     */
    public static void refuseOthers(String where, SdkPojo request, Set<String> supported) {
        for (SdkField<?> field : request.sdkFields()) {
            if (given(request, field) && !supported.contains(field.memberName())) {
                throw new UnsupportedOperationException(
                        where + ": " + field.memberName() + " is not supported by the local account");
            }
        }
    }

    /** Whether a field is given. */
    public static boolean given(SdkPojo request, String name) {
        return request.sdkFields().stream().anyMatch(field -> field.memberName().equals(name) && given(request, field));
    }

    /** An empty list, an empty map and a false flag ask for nothing: they are what AWS assumes anyway. */
    private static boolean given(SdkPojo request, SdkField<?> field) {
        return Optional.<Object>ofNullable(field.getValueOrDefault(request))
                .filter(value -> !Boolean.FALSE.equals(value))
                .filter(value -> !(value instanceof Collection<?> list) || !list.isEmpty())
                .filter(value -> !(value instanceof Map<?, ?> map) || !map.isEmpty())
                .isPresent();
    }
}
