package marketswarm.admin;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * A value in a table that people and programs see differently.
 *
 * @param value for programs; null where it is not known
 * @param text for people
 * @param colour where there is a terminal that shows it
 * @param unit what the name of the column ends with for programs: {@code _ms}
 */
record Cell(@Nullable Object value, String text, Style colour, String unit) {

    static Cell good(Object value) {
        return new Cell(value, value.toString(), Style.fg_green, "");
    }

    static Cell doubtful(Object value) {
        return new Cell(value, value.toString(), Style.fg_yellow, "");
    }

    static Cell bad(Object value) {
        return new Cell(value, value.toString(), Style.fg_red, "");
    }

    /** A time span in milliseconds, or that it is not known. */
    static Cell span(@Nullable Long ms) {
        return new Cell(ms, ms == null ? "" : Words.span(ms), Style.reset, "_ms");
    }

    /** A number that shall be 0. */
    static Object zero(long number) {
        return number == 0 ? number : doubtful(number);
    }

    static @Nullable Object value(Object cell) {
        return cell instanceof Cell shaped ? shaped.value : cell;
    }

    static String text(Object cell) {
        return Words.plain(cell instanceof Cell shaped ? shaped.text : cell.toString());
    }

    static String unit(Object cell) {
        return cell instanceof Cell shaped ? shaped.unit : "";
    }

    static String paint(Object cell, String text, Ansi ansi) {
        if (!(cell instanceof Cell shaped) || shaped.colour == Style.reset || !ansi.enabled()) return text;
        return shaped.colour.on() + text + Style.reset.on();
    }
}
