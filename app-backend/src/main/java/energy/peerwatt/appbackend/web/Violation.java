package energy.peerwatt.appbackend.web;

/**
 * One thing that is wrong with what was sent.
 *
 * @param field its name, empty where it is about the whole
 * @param message what is wrong and what is allowed
 */
public record Violation(String field, String message) {}
