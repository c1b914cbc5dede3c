package dev.kiln.local.ssm;

import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.ParameterType;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The public parameters: names below {@code /aws/service} that AWS keeps for everyone. */
final class ParameterStore {
    /** Decryption is for secret parameters; AWS ignores the flag for others (API reference, GetParameter). */
    static final Set<String> FIELDS = Set.of("Name", "WithDecryption");

    private final SortedMap<String, String> parameters;
    private final Instant written;

    ParameterStore(SortedMap<String, String> parameters, Instant written) {
        this.parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        this.written = written;
    }

    GetParameterResponse get(GetParameterRequest request) {
        String name = Optional.ofNullable(request.name()).orElse("");
        if (name.isEmpty()) {
            throw SsmErrors.validation(
                    "Value '' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 1");
        }
        String value = Optional.ofNullable(parameters.get(name)).orElseThrow(() -> SsmErrors.parameterNotFound(name));
        return GetParameterResponse.builder()
                .parameter(parameter -> parameter
                        .name(name)
                        .type(ParameterType.STRING)
                        .value(value)
                        .version(1L)
                        .lastModifiedDate(written)
                        .arn("arn:aws:ssm:" + LocalSsm.REGION + "::parameter" + name)
                        .dataType("text"))
                .build();
    }
}
