package energy.peerwatt.gridservice.rest;

/**
 * One thing that is wrong with a request.
 *
 * @param field where in the request
 * @param message what is wrong and what is allowed
 */
public record Violation(String field, String message) {}
