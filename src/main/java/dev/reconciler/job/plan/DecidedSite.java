package dev.reconciler.job.plan;

import dev.reconciler.decide.SiteFacts;
import dev.reconciler.decide.SiteOutcome;

/** A site, and what came of deciding about it. */
record DecidedSite(SiteFacts facts, SiteOutcome outcome) {}
