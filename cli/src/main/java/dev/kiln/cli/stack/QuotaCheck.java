package dev.kiln.cli.stack;

import dev.kiln.aws.AwsCall;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether the quota of running On-Demand Standard instances leaves room for a builder. It counts vCPUs (EC2 user guide,
 * "On-Demand Instance quotas").
 */
final class QuotaCheck {
    private static final String SUBJECT = "quota";
    private static final String CODE = "L-1216C47A";

    /** The families A, C, D, H, I, M, R, T and Z; others have quotas of their own. */
    private static final Pattern STANDARD = Pattern.compile("(?:a|c|d|h|i|im|is|m|r|t|z)[0-9].*");

    private final Ec2Client ec2;
    private final ServiceQuotasClient quotas;

    QuotaCheck(Ec2Client ec2, ServiceQuotasClient quotas) {
        this.ec2 = ec2;
        this.quotas = quotas;
    }

    List<Finding> of(List<String> instanceTypes) {
        var standard = instanceTypes.stream().filter(QuotaCheck::isStandard).toList();
        if (standard.isEmpty()) {
            return List.of(new Finding.Unchecked(
                    SUBJECT, "only the quota of Standard instances is looked at, and the recipe names none"));
        }
        var running = running();
        var all = new TreeSet<>(standard);
        all.addAll(running);
        var processors = processors(all);
        int used = running.stream().mapToInt(processors::get).sum();
        int needed = standard.stream().mapToInt(processors::get).max().orElseThrow();
        int quota = quota();
        String text = "%d of %d vCPUs of Standard instances are in use, and a builder needs up to %d"
                .formatted(used, quota, needed);
        return List.of(
                used + needed <= quota
                        ? new Finding.Good(SUBJECT, text)
                        : new Finding.Wrong(
                                SUBJECT,
                                text + ".",
                                "Ask for more in Service Quotas (EC2, " + CODE
                                        + "), end instances, or name a smaller type in the recipe."));
    }

    private static boolean isStandard(String type) {
        return STANDARD.matcher(type).matches();
    }

    private List<String> running() {
        var filter = Filter.builder()
                .name("instance-state-name")
                .values("pending", "running")
                .build();
        return AwsCall.of(
                        "DescribeInstances (running)",
                        () -> ec2.describeInstancesPaginator(r -> r.filters(filter)).reservations().stream()
                                .flatMap(r -> r.instances().stream())
                                .map(Instance::instanceTypeAsString)
                                .toList())
                .stream()
                .filter(QuotaCheck::isStandard)
                .toList();
    }

    private Map<String, Integer> processors(Collection<String> types) {
        return AwsCall.of(
                        "DescribeInstanceTypes (" + String.join(", ", types) + ")",
                        () -> ec2.describeInstanceTypes(r -> r.instanceTypesWithStrings(types)))
                .instanceTypes()
                .stream()
                .collect(Collectors.toMap(
                        InstanceTypeInfo::instanceTypeAsString,
                        info -> info.vCpuInfo().defaultVCpus(),
                        (a, b) -> a,
                        TreeMap::new));
    }

    private int quota() {
        return AwsCall.of(
                        "GetServiceQuota (EC2, " + CODE + ")",
                        () -> quotas.getServiceQuota(r -> r.serviceCode("ec2").quotaCode(CODE)))
                .quota()
                .value()
                .intValue();
    }
}
