import type { Clusters } from '../../cluster/clusters.ts';
import { type Access, reviewAccess } from '../../cluster/permission-review.ts';
import { ConfigError, type Variables } from '../../config.ts';
import type { Policy } from '../../core/policy.ts';
import { isReadFailure } from '../../core/read-failure.ts';
import { openAuditLines } from '../audit-lines.ts';
import { openLog } from '../open-log.ts';
import { PersonalError } from '../personal-error.ts';
import { describePolicy, readPolicy } from '../policy-file.ts';
import type { Line } from './doctor-line.ts';

/** Who may ask what, whether that can be decided, and where it is kept. */
export async function policyLines(config: Variables, clusters: Clusters): Promise<readonly Line[]> {
  return [...(await policyState(config, clusters)), auditLine(config)];
}

async function policyState(config: Variables, clusters: Clusters): Promise<readonly Line[]> {
  const path = config.KUBEWHY_POLICY;
  if (!path)
    return [
      { ok: true, text: 'Policy: none, so everyone may ask everything', more: ['KUBEWHY_POLICY names one; deploy/policy.example.yaml is a model.'] },
    ];
  try {
    const policy = readPolicy(path);
    const known: Line = {
      ok: true,
      text: `Policy: ${policy.rules.length} ${policy.rules.length === 1 ? 'rule' : 'rules'} in ${path}`,
      more: describePolicy(policy),
    };
    return [known, ...(await slackState(policy, config)), ...(await actingLines(policy, clusters))];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [{ ok: false, text: `Policy: ${path} cannot be used, so the bot will not start`, more: error.problems }];
  }
}

async function slackState(policy: Policy, config: Variables): Promise<readonly Line[]> {
  const { SLACK_BOT_TOKEN: botToken, SLACK_API_URL: apiUrl } = config;
  if (!botToken) return [];
  const { inspectPolicy } = await import('../../slack/inspect-policy.ts');
  const { groups, email } = await inspectPolicy(policy, { botToken, apiUrl }, openLog(config, 'silent'));
  return [
    ...groups.map(({ group, why }) => ({
      ok: false,
      text: `Policy: members of user group ${group} cannot be read (${why}), so nobody has the rights that it gives`,
      more: ['The app needs the scope usergroups:read, and the group must exist.'],
    })),
    ...(email
      ? [
          {
            ok: false,
            text: `Policy: emails cannot be read (${email}), so everyone is refused`,
            more: ['Add the scope users:read.email and install the app again.'],
          },
        ]
      : []),
  ];
}

/** May the bot act as those whom the policy names? Users who come from profiles cannot be known here. */
async function actingLines({ impersonate }: Policy, clusters: Clusters): Promise<readonly Line[]> {
  if (!impersonate) return [];
  const groups = [...impersonate.groups, ...(impersonate.unattended?.groups ?? [])].filter((group) => !group.includes('{{'));
  const names = [
    ...groups.map((name) => ({ resource: 'groups', name })),
    ...(impersonate.unattended ? [{ resource: 'users', name: impersonate.unattended.user }] : []),
  ];
  const lines = await Promise.all(
    clusters.names().map(async (cluster): Promise<Line | null> => {
      const target = clusters.target(cluster);
      if (!target || names.length === 0) return null;
      const allowed = await reviewAccess(
        target,
        names.map(({ resource, name }): Access => ({ verb: 'impersonate', group: '', resource, name })),
      ).catch((error: unknown) => {
        if (!isReadFailure(error)) throw error;
        return null; // that it cannot be reached is said elsewhere
      });
      const refused = names.filter((_, index) => allowed?.[index] === false).map(({ resource, name }) => `${resource} ${name}`);
      if (refused.length === 0) return null;
      return {
        ok: false,
        text: `Cluster ${cluster}: may not impersonate ${refused.join(', ')}`,
        more: ['deploy/rbac-impersonate.yaml grants it, by name.'],
      };
    }),
  );
  return lines.filter((line) => line !== null);
}

function auditLine(config: Variables): Line {
  const to = config.KUBEWHY_AUDIT;
  if (!to)
    return {
      ok: true,
      text: 'Audit trail: the last 1,000 questions in the storage',
      more: ['KUBEWHY_AUDIT writes them to a file or standard output too.'],
    };
  try {
    openAuditLines(config);
    return { ok: true, text: `Audit trail: ${to}, and the last 1,000 questions in the storage` };
  } catch (error) {
    if (!(error instanceof PersonalError)) throw error;
    return { ok: false, text: `Audit trail: ${error.message}` };
  }
}
