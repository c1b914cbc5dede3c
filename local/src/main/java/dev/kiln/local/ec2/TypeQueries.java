package dev.kiln.local.ec2;

import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.InstanceTypeOffering;
import software.amazon.awssdk.services.ec2.model.LocationType;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What instance types there are: every one that the SDK knows, in every zone. */
final class TypeQueries {
    static final Set<String> TYPES = Set.of("InstanceTypes");
    static final Set<String> OFFERINGS = Set.of("LocationType", "Filters");

    /** Sizes of the families M, C, R and of T from its third generation on (EC2 instance types guide). */
    private static final Pattern SIZE = Pattern.compile("(?:[mcr][0-9][a-z-]*|t[3-9][a-z]*)\\.(?:(\\d*)xlarge|(\\w+))");

    private static final int PROCESSORS_OF_AN_XLARGE = 4;
    private static final Set<String> TWO_PROCESSORS = Set.of("large", "medium", "small", "micro", "nano");

    private final Network network;
    private final Filters<InstanceTypeOffering> filters = new Filters<>(
            Map.of(
                    "instance-type", o -> Stream.of(o.instanceTypeAsString()),
                    "location", o -> Stream.of(o.location())),
            o -> new TreeMap<>());

    TypeQueries(Network network) {
        this.network = network;
    }

    DescribeInstanceTypeOfferingsResponse offerings(DescribeInstanceTypeOfferingsRequest request) {
        if (request.locationType() != LocationType.AVAILABILITY_ZONE) {
            throw new UnsupportedOperationException(
                    "DescribeInstanceTypeOfferings: only the location type availability-zone is supported by the local account");
        }
        return DescribeInstanceTypeOfferingsResponse.builder()
                .instanceTypeOfferings(
                        all().filter(filters.of(request.filters())).toList())
                .build();
    }

    private Stream<InstanceTypeOffering> all() {
        return new TreeSet<>(network.zoneBySubnetId().values())
                .stream()
                        .flatMap(zone -> InstanceType.knownValues().stream()
                                .sorted()
                                .map(type -> InstanceTypeOffering.builder()
                                        .instanceType(type)
                                        .locationType(LocationType.AVAILABILITY_ZONE)
                                        .location(zone)
                                        .build()));
    }

    DescribeInstanceTypesResponse describe(DescribeInstanceTypesRequest request) {
        return DescribeInstanceTypesResponse.builder()
                .instanceTypes(request.instanceTypesAsStrings().stream()
                        .map(TypeQueries::info)
                        .toList())
                .build();
    }

    private static InstanceTypeInfo info(String type) {
        if (InstanceType.fromValue(type) == InstanceType.UNKNOWN_TO_SDK_VERSION) {
            throw Ec2Errors.client(
                    "InvalidInstanceType", "The following supplied instance types do not exist: [" + type + "]");
        }
        return InstanceTypeInfo.builder()
                .instanceType(type)
                .vCpuInfo(v -> v.defaultVCpus(processors(type)))
                .build();
    }

    /** How many vCPUs an instance of a type has. */
    static int processors(String type) {
        var size = SIZE.matcher(type);
        if (size.matches() && size.group(1) != null) {
            return PROCESSORS_OF_AN_XLARGE * (size.group(1).isEmpty() ? 1 : Integer.parseInt(size.group(1)));
        }
        if (size.matches() && TWO_PROCESSORS.contains(size.group(2))) {
            return 2;
        }
        throw new UnsupportedOperationException("the processors of " + type + " are not known to the local account");
    }
}
