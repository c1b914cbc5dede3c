package dev.kiln.local.dynamo;

import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

import java.util.Objects;
import java.util.Set;

/** Refuses what a call does not know how to honour, rather than passing over it. */
final class Parameters {
    private Parameters() {}

    /**
     * Makes sure that a request, or a part of one, sets no other parameters than these.
     *
     * @throws UnsupportedOperationException naming the first other parameter that is set
     */
    static void onlyOf(Set<String> known, SdkPojo request) {
        for (SdkField<?> field : request.sdkFields()) {
            if (!known.contains(field.memberName()) && isSet(field.getValueOrDefault(request))) {
                throw unknown(request.getClass().getSimpleName() + "." + field.memberName());
            }
        }
    }

    static UnsupportedOperationException unknown(String what) {
        return new UnsupportedOperationException("the tables in memory do not know " + what);
    }

    private static boolean isSet(Object value) {
        return Objects.nonNull(value)
                && !(value instanceof SdkAutoConstructList)
                && !(value instanceof SdkAutoConstructMap);
    }
}
