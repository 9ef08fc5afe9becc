/** Credentials for gateways and people, made in Keycloak. */
@NullMarked
package energy.peerwatt.appbackend.provisioning;

import org.jspecify.annotations.NullMarked;
