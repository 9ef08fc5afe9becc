/** Fills an empty stack: contracts, devices, accounts, deposits, the community and its members. */
@NullMarked
package energy.peerwatt.supervisor.provision;

import org.jspecify.annotations.NullMarked;
