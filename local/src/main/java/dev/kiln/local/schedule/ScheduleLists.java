package dev.kiln.local.schedule;

import software.amazon.awssdk.services.scheduler.model.ListSchedulesRequest;
import software.amazon.awssdk.services.scheduler.model.ListSchedulesResponse;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lists schedules page by page. A token names the last schedule of the page before. */
final class ScheduleLists {
    static final Set<String> FIELDS = Set.of("GroupName", "NamePrefix", "State", "MaxResults", "NextToken");

    private static final int MOST = 100;

    private ScheduleLists() {}

    static ListSchedulesResponse list(ScheduleBook book, ListSchedulesRequest request) {
        var group = Optional.ofNullable(request.groupName());
        group.filter(name -> book.group(ScheduleRules.name("groupName", name)).isEmpty())
                .ifPresent(name -> {
                    throw SchedulerErrors.noGroup(name);
                });
        int size = size(Optional.ofNullable(request.maxResults()));
        var rest = matching(book, request);
        var page = rest.subList(0, Math.min(size, rest.size()));
        return ListSchedulesResponse.builder()
                .schedules(page.stream().map(ScheduleViews::summary).toList())
                .nextToken(page.size() < rest.size() ? page.getLast().arn() : null)
                .build();
    }

    private static List<StoredSchedule> matching(ScheduleBook book, ListSchedulesRequest request) {
        var prefix = Optional.ofNullable(request.namePrefix()).orElse("");
        var last = Optional.ofNullable(request.nextToken()).orElse("");
        return book.all().stream()
                .filter(s -> request.groupName() == null || s.group().equals(request.groupName()))
                .filter(s -> s.name().startsWith(prefix))
                .filter(s -> request.state() == null || s.enabled() == "ENABLED".equals(request.stateAsString()))
                .filter(s -> s.arn().compareTo(last) > 0)
                .toList();
    }

    private static int size(Optional<Integer> maxResults) {
        int size = maxResults.orElse(MOST);
        if (size < 1 || size > MOST) {
            throw SchedulerErrors.validation("1 validation error detected: Value '" + size
                    + "' at 'maxResults' failed to satisfy constraint: Member must have value between 1 and " + MOST);
        }
        return size;
    }
}
