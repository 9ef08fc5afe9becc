package energy.peerwatt.metergateway.api;

import energy.peerwatt.metergateway.access.Caller;
import energy.peerwatt.metergateway.commission.CommissioningReport;
import energy.peerwatt.metergateway.commission.ReportPdf;
import energy.peerwatt.metergateway.commission.domain.Commissioning;
import energy.peerwatt.metergateway.commission.domain.JournalEntry;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What is known of metering points on their way into service. */
@Path("/v1/commissionings")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Caller.INSTALLER, Caller.SERVICE})
public class CommissioningRecords {
    private final CommissioningDoor door;

    CommissioningRecords(CommissioningDoor door) {
        this.door = door;
    }

    @GET
    @Operation(summary = "Every metering point that was begun at this gateway")
    public List<CommissioningView.Summary> all() {
        return door.all().all().stream().map(CommissioningView.Summary::of).toList();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "How far a metering point has come, and what is to be done next")
    public CommissioningView one(@PathParam("id") String id) {
        return CommissioningView.of(door.steps(id));
    }

    @GET
    @Path("{id}/history")
    @Operation(summary = "Every step and attempt with checks and raw frames, oldest first")
    public List<JournalEntry> history(@PathParam("id") String id) {
        return door.steps(id).look(Commissioning::entries);
    }

    @GET
    @Path("{id}/report")
    @Operation(
            summary = "The report as canonical JSON",
            description = "Repr-Digest is the SHA-256 of its bytes; the PDF shows the same in hexadecimal digits.")
    public Response report(@PathParam("id") String id) {
        CommissioningReport report = door.steps(id).look(CommissioningReport::of);
        return Response.ok(report.json())
                .header("Repr-Digest", "sha-256=:" + Base64.getEncoder().encodeToString(report.digest()) + ":")
                .build();
    }

    @GET
    @Path("{id}/report.pdf")
    @Produces("application/pdf")
    @Operation(summary = "The report for people, with the hash of the JSON")
    public Response pdf(@PathParam("id") String id) {
        CommissioningReport report = door.steps(id).look(CommissioningReport::of);
        return Response.ok(ReportPdf.of(report))
                .header("Content-Disposition", "inline; filename=\"commissioning-" + report.meter() + ".pdf\"")
                .build();
    }
}
