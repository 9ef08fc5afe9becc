package energy.peerwatt.metergateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.MeterGateway;
import energy.peerwatt.metergateway.access.Caller;
import energy.peerwatt.metergateway.reading.GatewayState;
import energy.peerwatt.metergateway.reading.Meter;
import energy.peerwatt.metergateway.reading.domain.InstallerTask;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an installer has to look at. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Caller.INSTALLER, Caller.SERVICE})
public class InstallerTasksResource {
    private final MeterGateway gateway;

    InstallerTasksResource(MeterGateway gateway) {
        this.gateway = gateway;
    }

    /**
     * @param since market time
     * @param advice what there is to do
     */
    public record TaskView(MeterId meterId, InstallerTask.Kind kind, Instant since, String detail, String advice) {
        static TaskView of(InstallerTask task) {
            return new TaskView(
                    task.meter(),
                    task.kind(),
                    task.since(),
                    task.detail(),
                    task.kind().advice());
        }
    }

    /** What is open, the oldest first. */
    @GET
    @Path("installer-tasks")
    public List<TaskView> tasks() {
        return gateway.running().state().tasks().stream().map(TaskView::of).toList();
    }

    /** Somebody has looked at it; nothing happens if it is not open. It opens again if the same is seen again. */
    @POST
    @Path("meters/{id}/installer-tasks/done")
    @Consumes(MediaType.APPLICATION_JSON)
    public void done(@PathParam("id") String id, @Nullable JsonNode body) throws IOException {
        RequestFields fields = new RequestFields(body);
        Optional<InstallerTask.Kind> kind = fields.value("kind", InstallerTasksResource::kind);
        fields.requireValid();
        MeterGateway.Running running = gateway.running();
        MeterId meter = running.meters().stream()
                .map(Meter::id)
                .filter(known -> known.toString().equals(id))
                .findFirst()
                .orElseThrow(() -> Problems.notFound("this gateway does not read a meter " + id));
        Optional<InstallerTask> task = running.state().task(meter, kind.orElseThrow());
        if (task.isPresent()) {
            running.outbox().noted(GatewayState.taskDone(task.get()), running.state()::apply);
        }
    }

    private static InstallerTask.Kind kind(String text) {
        return Arrays.stream(InstallerTask.Kind.values())
                .filter(kind -> kind.name().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("must be one of " + Arrays.toString(InstallerTask.Kind.values())));
    }
}
