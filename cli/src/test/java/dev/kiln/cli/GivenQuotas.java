package dev.kiln.cli;

import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.servicequotas.model.GetServiceQuotaRequest;
import software.amazon.awssdk.services.servicequotas.model.GetServiceQuotaResponse;

/** Service Quotas with one quota: vCPUs of running On-Demand Standard instances. */
final class GivenQuotas implements ServiceQuotasClient {
    private static final String STANDARD_INSTANCES = "L-1216C47A";

    private double vcpus = 64;

    void vcpus(double quota) {
        vcpus = quota;
    }

    @Override
    public GetServiceQuotaResponse getServiceQuota(GetServiceQuotaRequest request) {
        if (!"ec2".equals(request.serviceCode()) || !STANDARD_INSTANCES.equals(request.quotaCode())) {
            throw new UnsupportedOperationException("no quota " + request.quotaCode());
        }
        return GetServiceQuotaResponse.builder()
                .quota(q -> q.serviceCode("ec2").quotaCode(STANDARD_INSTANCES).value(vcpus))
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
