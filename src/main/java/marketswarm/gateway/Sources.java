package marketswarm.gateway;

/** What the first events of a connection are read from. */
record Sources(State state, Messages messages, History history, Standing standing) {

    static Sources of(State state, Messages messages) {
        return new Sources(state, messages, new History(state), new Standing(state));
    }
}
