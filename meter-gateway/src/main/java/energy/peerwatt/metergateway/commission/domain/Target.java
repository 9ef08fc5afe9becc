package energy.peerwatt.metergateway.commission.domain;

import energy.peerwatt.metergateway.link.domain.Endpoint;

/**
 * Where the device is said to be.
 *
 * @param url as in the devices file
 */
public record Target(String url, int unit, Supply supply) {
    private static final int HIGHEST_UNIT = 247;

    public Target {
        // The same device, whatever way its address is written.
        url = Endpoint.parse(url).toString();
        if (unit < 0 || unit > HIGHEST_UNIT) {
            throw new IllegalArgumentException("a Modbus unit is 0 to 247, not " + unit);
        }
    }

    public Endpoint endpoint() {
        return Endpoint.parse(url);
    }
}
