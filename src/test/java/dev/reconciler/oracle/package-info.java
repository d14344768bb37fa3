/**
 * A second, independent reading of sections 1 to 6 of the platform contract, to hold the program
 * against. Plain and slow.
 *
 * <p>In: an {@link dev.reconciler.oracle.Incident} in memory, hand-made, generated from a seed, or
 * read from a recorded scenario. Out: {@link dev.reconciler.oracle.Expected}, what the plan must
 * say. It must not know the program: no import from {@code src/main}, only the JDK and the BSON
 * types. To add a rule, copy {@link dev.reconciler.oracle.Restoration}.
 *
 * <p>Where the contract is silent, this reading is:
 *
 * <ul>
 *   <li>Planned identity, also of deploys that are not restored: the live value where it is
 *       undamaged, else the evidence, else what the contract offers without evidence. The site that
 *       publishes D counts where it is live, or in the snapshot and gone.
 *   <li>Who publishes a deploy now: live sites only. {@code published_deploy_id} of any type but
 *       null is publishing.
 *   <li>An absent {@code updated_at} of a deploy: not updated in the last 10 minutes. Of a site:
 *       updated since. At the same millisecond counts as since; 10 minutes to the millisecond
 *       counts as before the grace.
 *   <li>Journal: where what our write replaced is itself a write of ours, the one which that
 *       replaced counts, and so on. A journal that goes in a circle does not say when the site was
 *       updated, which counts as since.
 *   <li>A deploy that is not restored has its live state in the rules for PUBLISH and T. <i>Was</i>
 *       error or rejected goes by the live state where it is a string and not our mark, else by the
 *       snapshot's.
 *   <li>A snapshot taken after a plan sidelined a deploy holds our mark: that is no evidence of
 *       {@code state} and {@code error_message}. Otherwise such a deploy would be restored to the
 *       mark each night.
 *   <li>RESTORE of a deploy that was sidelined: the mark in {@code error_message} goes, unless the
 *       snapshot has another text.
 *   <li>{@code tree_id} that is no hex id where no pointer is required: field-invalid. RESTORE and
 *       sidelining unset it.
 *   <li>An invalid identity field that cannot be had is unset by RESTORE alone, under which the
 *       contract says so. Sidelining, and a page that is up, leave it: identity is restored as far
 *       as it can be had, and what stands there may be a person's only clue.
 *   <li>Tree and file damage is found only where the contract has trees checked. Candidates are
 *       those for D's pointer. An unchecked deploy is sound without it; a T must be intact in any
 *       case.
 *   <li>A tree that has both absent and corrupt parts is tree-missing and tree-corrupt.
 *   <li>A tree object: unknown members are allowed; {@code size} is a non-negative integer literal;
 *       a member that stands twice, bytes that are not UTF-8, or anything after the end make it
 *       corrupt. Below level 256 nothing is looked up.
 *   <li>A published deploy without a pointer has no <i>unreadable tree</i>; and a page that is up
 *       has a pointer.
 *   <li>REVERT looks at D's pointer and at S only: D may be a preview. T may be published by
 *       another site as well.
 *   <li>In the place of PUBLISH: <i>not live</i> is not published by S. ESCALATE applies also where
 *       S is not among the live sites or another site publishes D. The newest in the window is
 *       looked for among all production deploys, damaged ones too; where it is damaged, the rule is
 *       silent.
 *   <li>A newer production deploy that is {@code ready} is in the way of PUBLISH even where it is
 *       damaged and not restored.
 *   <li><i>Built again</i> is REBUILD, or REVERT with a commit.
 *   <li>A log line can be read where it is a JSON object with a time {@code at} and a {@code
 *       deploy_id} that is not null. It is the deploy's first entry even where its {@code tree_id}
 *       is no evidence. Contradictions count for deploys that are gone, too.
 *   <li>A line's id of 24 hex digits is an ObjectId, also in upper case.
 *   <li>An entry that has to wait for that of its target comes right after it.
 *   <li>A deploy with no known damage whose own tree could not be read has no entry, unless PUBLISH
 *       hangs on it; the run is incomplete. Where one deploy is held back, what another would get
 *       only with it, or only without it, is held back too.
 *   <li>A snapshot or log that was not read whole: where it has something of a deploy, that is
 *       known; where it has nothing, it may say what the live document says, or name another intact
 *       tree. What it may hold of sites, accounts and builds is left out.
 *   <li>Damage is known where it holds even if all that could not be read is right: a file that is
 *       missing is reported also where a subtree next to it could not be read.
 *   <li>A site is down where it is so however the unread answers turn out.
 * </ul>
 */
@NullMarked
package dev.reconciler.oracle;

import org.jspecify.annotations.NullMarked;
