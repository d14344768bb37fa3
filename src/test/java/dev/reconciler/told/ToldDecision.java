package dev.reconciler.told;

import dev.reconciler.decide.Decided;
import dev.reconciler.decide.Decision;
import dev.reconciler.decide.Decision.Choice;
import dev.reconciler.model.TreeId;

/** What grace decided about a deploy that was told. */
@FunctionalInterface
public interface ToldDecision {
    Decision in(ToldIncident told);

    /** To the tree of that content, be it in the store or not. */
    static ToldDecision restore(String deploy, String content) {
        return of(deploy, new Choice.Restore(new TreeId(ToldIncident.treeOf(content))));
    }

    static ToldDecision publish(String deploy) {
        return of(deploy, new Choice.Publish(false));
    }

    static ToldDecision publishThoughLocked(String deploy) {
        return of(deploy, new Choice.Publish(true));
    }

    static ToldDecision revert(String deploy, String target) {
        return told -> decision(told, deploy, new Choice.Revert(told.id(target), false));
    }

    static ToldDecision revertThoughLocked(String deploy, String target) {
        return told -> decision(told, deploy, new Choice.Revert(told.id(target), true));
    }

    static ToldDecision rebuild(String deploy) {
        return of(deploy, new Choice.Rebuild());
    }

    static ToldDecision leave(String deploy) {
        return of(deploy, new Choice.Leave());
    }

    private static ToldDecision of(String deploy, Choice choice) {
        return told -> decision(told, deploy, choice);
    }

    private static Decision decision(ToldIncident told, String deploy, Choice choice) {
        return new Decision(told.id(deploy), choice, new Decided("grace", "she knows"));
    }
}
