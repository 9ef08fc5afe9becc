package energy.peerwatt.appbackend.screen;

import energy.peerwatt.appbackend.provisioning.GatewayCredential;
import energy.peerwatt.appbackend.service.Gateway;
import java.time.Instant;
import java.util.List;

/**
 * All that an installer's page shows.
 *
 * @param credentials the gateways that may sign in, without their secrets
 */
public record InstallerScreen(
        Instant marketTime, Part<Gateway> gateway, Part<List<GatewayCredential.Known>> credentials) {}
