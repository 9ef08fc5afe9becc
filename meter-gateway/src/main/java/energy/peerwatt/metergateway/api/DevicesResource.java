package energy.peerwatt.metergateway.api;

import energy.peerwatt.metergateway.MeterGateway;
import energy.peerwatt.metergateway.access.Caller;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;

/** The devices of this gateway as those see them who look after them: meters, links, set-points. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Caller.INSTALLER, Caller.SERVICE})
public class DevicesResource {
    private final MeterGateway gateway;
    private final Clock clock;

    DevicesResource(MeterGateway gateway, Clock clock) {
        this.gateway = gateway;
        this.clock = clock;
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

    /** The last exchanges on the buses of a home, byte by byte, for whoever looks for a fault; in commissioning as well. */
    @GET
    @Path("meters/{id}/frames")
    public List<FrameView> frames(@PathParam("id") String id) {
        MeterGateway.Running running = gateway.running();
        return FrameView.of(endpoints(id), running.buses());
    }

    /** The buses of a home with all their units and the last exchanges on each. */
    @GET
    @Path("meters/{id}/links")
    public List<BusView> buses(@PathParam("id") String id) {
        MeterGateway.Running running = gateway.running();
        return BusView.of(endpoints(id), running.devices().devices(), running.buses());
    }

    private List<Endpoint> endpoints(String id) {
        List<Endpoint> endpoints = gateway.running().known().endpoints(CommissioningDoor.meter(id));
        if (endpoints.isEmpty()) {
            throw Problems.notFound("this gateway does not read a meter " + id);
        }
        return endpoints;
    }

    /** Homes with an inverter: what is set there now, what will be, and what became of the last order. */
    @GET
    @Path("controls")
    public List<ControlView> controls() {
        MeterGateway.Running running = gateway.running();
        return running.devices().devices().stream()
                .filter(device -> device.inverter().isPresent())
                .map(device -> ControlView.of(device, running.controls().book(), clock.instant()))
                .toList();
    }
}
