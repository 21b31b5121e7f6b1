package marketswarm.admin;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** A value in a table with a colour, where there is a terminal that shows it. */
record Cell(Object value, Style colour) {

    static Cell good(Object value) {
        return new Cell(value, Style.fg_green);
    }

    static Cell doubtful(Object value) {
        return new Cell(value, Style.fg_yellow);
    }

    static Cell bad(Object value) {
        return new Cell(value, Style.fg_red);
    }

    /** A cell's value, coloured or not. */
    static Object value(Object cell) {
        return cell instanceof Cell coloured ? coloured.value : cell;
    }

    static String paint(Object cell, String text, Ansi ansi) {
        if (!(cell instanceof Cell coloured) || !ansi.enabled()) return text;
        return coloured.colour.on() + text + Style.reset.on();
    }
}
