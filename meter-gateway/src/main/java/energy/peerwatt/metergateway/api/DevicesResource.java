package energy.peerwatt.metergateway.api;

import energy.peerwatt.metergateway.MeterGateway;
import energy.peerwatt.metergateway.access.Caller;
import energy.peerwatt.metergateway.device.Device;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;

/** The devices of this gateway as those see them who look after them: meters, links, set-points. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Caller.INSTALLER, Caller.SERVICE})
public class DevicesResource {
    private final MeterGateway gateway;

    DevicesResource(MeterGateway gateway) {
        this.gateway = gateway;
    }

    @GET
    @Path("meters")
    public List<MeterListView> meters() {
        MeterGateway.Running running = gateway.running();
        return running.meters().stream()
                .map(meter -> MeterListView.of(meter, running.state().last(meter.id())))
                .toList();
    }

    /** How every meter and inverter has answered since the gateway started. */
    @GET
    @Path("links")
    public List<LinkView> links() {
        MeterGateway.Running running = gateway.running();
        return running.devices().devices().stream()
                .flatMap(device -> LinkView.of(device, running.buses()).stream())
                .toList();
    }

    /** The last exchanges on the buses of a home, byte by byte, for whoever looks for a fault. */
    @GET
    @Path("meters/{id}/frames")
    public List<FrameView> frames(@PathParam("id") String id) {
        MeterGateway.Running running = gateway.running();
        return running.devices().devices().stream()
                .filter(device -> device.meter().toString().equals(id))
                .findFirst()
                .map(device -> FrameView.of(device, running.buses()))
                .orElseThrow(() -> Problems.notFound("this gateway does not read a meter " + id));
    }

    /** Homes with an inverter: what is set there now, what will be, and what became of the last order. */
    @GET
    @Path("controls")
    public List<ControlView> controls() {
        MeterGateway.Running running = gateway.running();
        return running.devices().devices().stream()
                .flatMap(device -> view(device, running).stream())
                .toList();
    }

    private static Optional<ControlView> view(Device device, MeterGateway.Running running) {
        return device.inverter()
                .map(inverter ->
                        ControlView.of(device, inverter, running.controls().book()));
    }
}
